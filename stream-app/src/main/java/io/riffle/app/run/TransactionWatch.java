package io.riffle.app.run;

import io.riffle.config.Guarantee;
import io.riffle.config.Pipeline;
import io.riffle.metrics.TransactionMetrics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.apache.kafka.clients.admin.AbortTransactionSpec;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.streams.TopologyDescription;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notices transactions that nobody will end, which brokers leave behind by a bug (KAFKA-20734): nothing that was committed
 * behind them is read. Ends those of the pipeline of which it is sure, and tells the others.
 */
final class TransactionWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TransactionWatch.class);
    private static final Duration EVERY = Duration.ofSeconds(10);

    /** Brokers look for transactions to abort every 10 s; the rest is for a broker that has just come back. */
    private static final Duration BROKERS_TIME = Duration.ofSeconds(20);

    private final Pipeline pipeline;
    private final Admin admin;
    private final TransactionLook look;
    private final Pattern ours;
    private final OpenTransactions open;
    private final TransactionMetrics metrics;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "transactions");
        thread.setDaemon(true);
        return thread;
    });
    private Set<OpenTransaction> suspects = Set.of();
    private Set<String> lacking = Set.of();
    private volatile List<String> problems = List.of();
    private boolean failed;

    private TransactionWatch(Pipeline pipeline, Admin admin, TransactionLook look, TransactionMetrics metrics) {
        this.pipeline = pipeline;
        this.admin = admin;
        this.look = look;
        this.metrics = metrics;
        Duration timeout = pipeline.kafka().transactionTimeout(pipeline.models().timeLimit());
        open = new OpenTransactions(timeout.plus(BROKERS_TIME).toMillis());
        // Kafka Streams: the application's id, the process's and the thread's number.
        ours = Pattern.compile(Pattern.quote(pipeline.name()) + "-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}-\\d+");
    }

    /** @param admin is not closed here */
    static TransactionWatch open(
            Pipeline pipeline, Admin admin, TopologyDescription topology, TransactionMetrics metrics) {
        return new TransactionWatch(pipeline, admin, TransactionLook.of(pipeline, admin, topology), metrics);
    }

    /** Only readers at exactly-once wait for the end of transactions. */
    @SuppressWarnings("FutureReturnValueIgnored") // ends with the timer
    void start() {
        if (pipeline.kafka().guarantee() != Guarantee.EXACTLY_ONCE) {
            return;
        }
        timer.scheduleWithFixedDelay(this::look, EVERY.toMillis(), EVERY.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** What an operator must do something about. */
    List<String> problems() {
        return problems;
    }

    private void look() {
        try {
            List<OpenTransaction> overdue = open.overdue(look.open(), System.nanoTime() / 1_000_000);
            tell(overdue.isEmpty() ? List.of() : hanging(overdue));
            tellLacking();
            failed = false;
        } catch (ExecutionException | KafkaException unanswered) {
            if (!failed) {
                LOG.warn("Kafka must tell about open transactions; trying again: {}", unanswered.getMessage());
            }
            failed = true;
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        }
    }

    /** Without a right nothing fails, so nobody would know that nobody looks. */
    private void tellLacking() {
        Set<String> now = look.lacking();
        if (!now.equals(lacking) && !now.isEmpty()) {
            LOG.warn(
                    "the principal must have every right to find hanging transactions: it lacks {}, and those that these"
                            + " would show are not found",
                    String.join(", ", now));
        }
        lacking = now;
    }

    private void tell(List<String> found) {
        metrics.hanging(found.size());
        found.stream().filter(problem -> !problems.contains(problem)).forEach(LOG::error);
        if (found.isEmpty() && !problems.isEmpty()) {
            LOG.info("no transaction hangs any more");
        }
        problems = List.copyOf(found);
    }

    /**
     * Ends those that can be ended, and gives what is to be said of the others. Partition and coordinator are asked one
     * after the other: only who hung at the look before as well is not one that was ended in between.
     */
    private List<String> hanging(List<OpenTransaction> overdue) throws ExecutionException, InterruptedException {
        Map<Long, String> ids = look.ids(overdue);
        TransactionLook.Described described = look.describe(ids.values());
        Set<OpenTransaction> now = new HashSet<>();
        List<String> found = new ArrayList<>();
        for (OpenTransaction each : overdue) {
            String id = ids.getOrDefault(each.producerId(), "");
            if (described.unseen().contains(id)) {
                continue; // its coordinator may be about to end it
            }
            TransactionFate fate = TransactionFate.of(
                    each, described.seen().get(id), ours.matcher(id).matches(), overdue);
            if (fate != TransactionFate.PENDING && now.add(each) && suspects.contains(each)) {
                found.addAll(fate == TransactionFate.ABORTABLE ? abort(each, id) : List.of(problem(each, id)));
            }
        }
        suspects = now;
        return found;
    }

    /** Gives what is to be said if it cannot. */
    private List<String> abort(OpenTransaction hanging, String id) throws InterruptedException {
        try {
            // As Kafka's own tool does it: the coordinator's epoch is unknown to a partition where no end ever came.
            admin.abortTransaction(new AbortTransactionSpec(
                            hanging.partition(), hanging.producerId(), (short) hanging.producerEpoch(), 0))
                    .all()
                    .get();
            metrics.aborted();
            LOG.warn(
                    "every transaction must be ended by its coordinator: that of {} at offset {} of {} was not, and is"
                            + " aborted now",
                    id,
                    hanging.startOffset(),
                    hanging.partition());
            return List.of();
        } catch (ExecutionException refused) {
            return List.of(problem(hanging, id) + " (aborting it failed: " + refused.getMessage() + ")");
        }
    }

    private static String problem(OpenTransaction hanging, String id) {
        return "every transaction must be ended by its coordinator: that of " + (id.isEmpty() ? "producer " : id + ", ")
                + hanging.producerId()
                + (id.isEmpty() ? " (its transactional id is not known, or may not be seen)" : "") + " at offset "
                + hanging.startOffset() + " of " + hanging.partition()
                + " is not, and nothing committed behind it is read; see \"Hanging transactions\"";
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
