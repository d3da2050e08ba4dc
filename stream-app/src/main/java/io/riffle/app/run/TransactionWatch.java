package io.riffle.app.run;

import io.riffle.app.topic.InternalTopics;
import io.riffle.app.topic.PipelineTopics;
import io.riffle.app.topic.TopicSpec;
import io.riffle.config.Guarantee;
import io.riffle.config.Pipeline;
import io.riffle.metrics.TransactionMetrics;
import io.riffle.topology.StreamsSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.AbortTransactionSpec;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.ListTransactionsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.ProducerState;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.admin.TransactionDescription;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.internals.Topic;
import org.apache.kafka.common.utils.Utils;
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
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

    /** Brokers look for transactions to abort every 10 s; the rest is for a broker that has just come back. */
    private static final Duration BROKERS_TIME = Duration.ofSeconds(20);

    private final Pipeline pipeline;
    private final Admin admin;
    private final Set<String> topics = new TreeSet<>();
    private final Pattern ours;
    private final OpenTransactions open;
    private final TransactionMetrics metrics;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "transactions");
        thread.setDaemon(true);
        return thread;
    });
    private Set<OpenTransaction> suspects = Set.of();
    private volatile List<String> problems = List.of();
    private boolean failed;

    private TransactionWatch(Pipeline pipeline, Admin admin, TransactionMetrics metrics) {
        this.pipeline = pipeline;
        this.admin = admin;
        this.metrics = metrics;
        Duration timeout = pipeline.kafka().transactionTimeout(pipeline.models().timeLimit());
        open = new OpenTransactions(timeout.plus(BROKERS_TIME).toMillis());
        // Kafka Streams: the application's id, the process's and the thread's number.
        ours = Pattern.compile(Pattern.quote(pipeline.name()) + "-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}-\\d+");
    }

    static TransactionWatch open(Pipeline pipeline, TopologyDescription topology, TransactionMetrics metrics) {
        Admin admin = Admin.create(new StreamsSettings(pipeline).admin());
        TransactionWatch watch = new TransactionWatch(pipeline, admin, metrics);
        PipelineTopics.of(pipeline).stream().map(TopicSpec::name).forEach(watch.topics::add);
        watch.topics.addAll(new InternalTopics(pipeline, topology).all());
        watch.topics.add(Topic.GROUP_METADATA_TOPIC_NAME);
        return watch;
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
            List<OpenTransaction> overdue = open.overdue(openNow(), System.nanoTime() / 1_000_000);
            tell(overdue.isEmpty() ? List.of() : hanging(overdue));
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

    private void tell(List<String> found) {
        metrics.hanging(found.size());
        found.stream().filter(problem -> !problems.contains(problem)).forEach(LOG::error);
        if (found.isEmpty() && !problems.isEmpty()) {
            LOG.info("no transaction hangs any more");
        }
        problems = List.copyOf(found);
    }

    private Collection<OpenTransaction> openNow() throws ExecutionException, InterruptedException {
        List<TopicPartition> partitions = partitions();
        Map<TopicPartition, ListOffsetsResultInfo> stable = ends(partitions, IsolationLevel.READ_COMMITTED);
        Map<TopicPartition, ListOffsetsResultInfo> ends = ends(partitions, IsolationLevel.READ_UNCOMMITTED);
        List<TopicPartition> waiting = partitions.stream()
                .filter(each -> offset(stable, each) < offset(ends, each))
                .toList();
        Set<OpenTransaction> transactions = new HashSet<>();
        if (!waiting.isEmpty()) {
            admin.describeProducers(waiting)
                    .all()
                    .get()
                    .forEach((partition, producers) ->
                            producers.activeProducers().forEach(producer -> add(transactions, partition, producer)));
        }
        return transactions;
    }

    private static void add(Set<OpenTransaction> transactions, TopicPartition partition, ProducerState producer) {
        producer.currentTransactionStartOffset()
                .ifPresent(start -> transactions.add(
                        new OpenTransaction(partition, producer.producerId(), producer.producerEpoch(), start)));
    }

    /** Of those topics that are there and may be seen; of the offsets' topic the group's only. */
    private List<TopicPartition> partitions() throws ExecutionException, InterruptedException {
        List<TopicPartition> partitions = new ArrayList<>();
        for (Map.Entry<String, KafkaFuture<TopicDescription>> each :
                admin.describeTopics(topics).topicNameValues().entrySet()) {
            String name = each.getKey();
            int count = partitions(each.getValue());
            if (name.equals(Topic.GROUP_METADATA_TOPIC_NAME) && count > 0) {
                partitions.add(
                        new TopicPartition(name, Utils.abs(pipeline.name().hashCode()) % count));
            } else {
                IntStream.range(0, count).forEach(number -> partitions.add(new TopicPartition(name, number)));
            }
        }
        return partitions;
    }

    private static int partitions(KafkaFuture<TopicDescription> topic) throws ExecutionException, InterruptedException {
        try {
            return topic.get().partitions().size();
        } catch (ExecutionException failure) {
            if (failure.getCause() instanceof UnknownTopicOrPartitionException
                    || failure.getCause() instanceof TopicAuthorizationException) {
                return 0;
            }
            throw failure;
        }
    }

    private Map<TopicPartition, ListOffsetsResultInfo> ends(List<TopicPartition> partitions, IsolationLevel level)
            throws ExecutionException, InterruptedException {
        return admin.listOffsets(
                        partitions.stream().collect(Collectors.toMap(Function.identity(), each -> OffsetSpec.latest())),
                        new ListOffsetsOptions(level))
                .all()
                .get();
    }

    private static long offset(Map<TopicPartition, ListOffsetsResultInfo> offsets, TopicPartition partition) {
        ListOffsetsResultInfo known = offsets.get(partition);
        return known == null ? 0 : known.offset();
    }

    /**
     * Ends those that can be ended, and gives what is to be said of the others. Partition and coordinator are asked one
     * after the other: only who hung at the look before as well is not one that was ended in between.
     */
    private List<String> hanging(List<OpenTransaction> overdue) throws ExecutionException, InterruptedException {
        Map<Long, String> ids = ids(overdue);
        Map<String, TransactionDescription> described =
                admin.describeTransactions(ids.values()).all().get();
        Set<OpenTransaction> now = new HashSet<>();
        List<String> found = new ArrayList<>();
        for (OpenTransaction each : overdue) {
            String id = ids.getOrDefault(each.producerId(), "");
            TransactionFate fate =
                    TransactionFate.of(each, described.get(id), ours.matcher(id).matches(), overdue);
            if (fate != TransactionFate.PENDING && now.add(each) && suspects.contains(each)) {
                found.addAll(fate == TransactionFate.ABORTABLE ? abort(each, id) : List.of(problem(each, id)));
            }
        }
        suspects = now;
        return found;
    }

    private Map<Long, String> ids(List<OpenTransaction> overdue) throws ExecutionException, InterruptedException {
        Set<Long> producers = overdue.stream().map(OpenTransaction::producerId).collect(Collectors.toSet());
        Map<Long, String> ids = new HashMap<>();
        for (TransactionListing listing : admin.listTransactions(
                        new ListTransactionsOptions().filterProducerIds(producers))
                .all()
                .get()) {
            ids.put(listing.producerId(), listing.transactionalId());
        }
        return ids;
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
                + hanging.producerId() + " at offset " + hanging.startOffset() + " of " + hanging.partition()
                + " is not, and nothing committed behind it is read; see \"Hanging transactions\"";
    }

    @Override
    public void close() {
        timer.shutdownNow();
        admin.close(CLOSE_TIMEOUT);
    }
}
