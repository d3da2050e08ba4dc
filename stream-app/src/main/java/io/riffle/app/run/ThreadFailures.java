package io.riffle.app.run;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.ApplicationRecoverableException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InvalidPidMappingException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.InvalidTxnStateException;
import org.apache.kafka.common.errors.OutOfOrderSequenceException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.TransactionAbortableException;
import org.apache.kafka.common.errors.TransactionAbortedException;
import org.apache.kafka.common.errors.UnknownProducerIdException;
import org.apache.kafka.streams.errors.TaskCorruptedException;
import org.apache.kafka.streams.errors.TaskMigratedException;

/**
 * What becomes of the pipeline when one of its stream threads fails: an outage passes, so another thread takes over, however
 * often; what would meet every event stops the pipeline. Between the two is what the producer says of its own state after
 * an outage, without a cause that has a name: that may be a bug as well, so it is bounded.
 */
final class ThreadFailures {
    private static final Set<Class<? extends Throwable>> PASSING = Set.of(
            RetriableException.class,
            ApplicationRecoverableException.class,
            TransactionAbortableException.class,
            TransactionAbortedException.class,
            ProducerFencedException.class,
            InvalidProducerEpochException.class,
            InvalidPidMappingException.class,
            InvalidTxnStateException.class,
            UnknownProducerIdException.class,
            OutOfOrderSequenceException.class,
            CommitFailedException.class,
            RebalanceInProgressException.class,
            TaskCorruptedException.class,
            TaskMigratedException.class);
    private static final Set<Class<? extends Throwable>> LASTING = Set.of(
            AuthorizationException.class,
            AuthenticationException.class,
            RecordTooLargeException.class,
            SerializationException.class);
    private static final String CLIENTS = "org.apache.kafka.clients.";

    /** An outage makes one for each thread and time limit of its producer, a bug one each second. */
    private static final int ATTEMPTS = 100;

    private static final long SPAN_MILLIS = Duration.ofMinutes(10).toMillis();

    private final Deque<Long> unclear = new ArrayDeque<>();

    /**
     * Whether another thread should go on instead of the one that failed.
     *
     * @param nowMs never before that of the failure before
     */
    synchronized boolean passes(Throwable failure, long nowMs) {
        List<Throwable> causes = causes(failure);
        if (any(causes, LASTING)) {
            return false;
        }
        if (any(causes, PASSING)) {
            return true;
        }
        return causes.stream().anyMatch(ThreadFailures::isOfClient) && isAmongSome(nowMs);
    }

    /** The failure and what it comes from, the outermost first. */
    static List<Throwable> causes(Throwable failure) {
        Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        List<Throwable> causes = new ArrayList<>();
        for (Throwable each = failure; each != null && seen.add(each); each = each.getCause()) {
            causes.add(each);
        }
        return causes;
    }

    private static boolean any(List<Throwable> causes, Set<Class<? extends Throwable>> kinds) {
        return causes.stream().anyMatch(cause -> kinds.stream().anyMatch(kind -> kind.isInstance(cause)));
    }

    /** A broker's error that is in no list; or a call does not fit the client's state, told by what any code may throw. */
    private static boolean isOfClient(Throwable cause) {
        if (cause instanceof ApiException) {
            return true;
        }
        StackTraceElement[] trace = cause.getStackTrace();
        boolean any = cause instanceof IllegalStateException || cause.getClass() == KafkaException.class;
        return any && trace.length > 0 && trace[0].getClassName().startsWith(CLIENTS);
    }

    private boolean isAmongSome(long nowMs) {
        unclear.removeIf(before -> before < nowMs - SPAN_MILLIS);
        unclear.addLast(nowMs);
        return unclear.size() <= ATTEMPTS;
    }
}
