package io.riffle.app.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InvalidTxnStateException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.TransactionAbortableException;
import org.apache.kafka.streams.errors.StreamsException;
import org.apache.kafka.streams.errors.TaskCorruptedException;
import org.apache.kafka.streams.errors.TaskMigratedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ThreadFailuresTest {
    private static final long MINUTE = 60_000;

    private final ThreadFailures failures = new ThreadFailures();

    static Stream<Throwable> passing() {
        return Stream.of(
                new StreamsException(new TimeoutException("60000 ms have passed")),
                new StreamsException(
                        new KafkaException("in an error state", new TransactionAbortableException("late"))),
                new TaskMigratedException("fenced", new ProducerFencedException("too long")),
                new TaskCorruptedException(Set.of()),
                new StreamsException(new InvalidTxnStateException("the end of a transaction was asked for again")),
                new StreamsException("commit", new KafkaException(new TimeoutException("late"))));
    }

    /** An outage may last: no count ends it. */
    @ParameterizedTest
    @MethodSource("passing")
    void passes_always_whenTheCauseIsAnOutage(Throwable failure) {
        for (int attempt = 0; attempt < 1_000; attempt++) {
            assertThat(failures.passes(failure, attempt)).isTrue();
        }
    }

    static Stream<Throwable> lasting() {
        return Stream.of(
                new StreamsException(new RecordTooLargeException("2 MB")),
                new StreamsException(new TopicAuthorizationException(Set.of("predictions"))),
                new StreamsException(new NullPointerException("a bug")),
                new IllegalStateException("a bug of ours"),
                new OutOfMemoryError("heap"),
                new StreamsException(new KafkaException(
                        "in an error state", new RecordTooLargeException("2 MB", new TimeoutException("late")))));
    }

    @ParameterizedTest
    @MethodSource("lasting")
    void passes_never_whenTheCauseWouldMeetEveryEvent(Throwable failure) {
        assertThat(failures.passes(failure, 0)).isFalse();
    }

    /** What a producer says whose call timed out before; without a cause, and any bug may say the same. */
    @Test
    void passes_hundredTimesInTenMinutes_whenTheClientTellsItsState() {
        IllegalStateException failure = new IllegalStateException("the previous call timed out and must be retried");
        failure.setStackTrace(new StackTraceElement[] {
            new StackTraceElement("org.apache.kafka.clients.producer.internals.TransactionManager", "a", "A.java", 1)
        });

        for (int attempt = 0; attempt < 100; attempt++) {
            assertThat(failures.passes(new StreamsException(failure), attempt)).isTrue();
        }
        assertThat(failures.passes(new StreamsException(failure), MINUTE)).isFalse();
        assertThat(failures.passes(new StreamsException(failure), 12 * MINUTE)).isTrue();
    }

    @Test
    void causes_end_whenTheyAreACircle() {
        Exception first = new Exception("first");
        Exception second = new Exception("second", first);
        first.initCause(second);

        assertThat(ThreadFailures.causes(first)).containsExactly(first, second);
    }
}
