package io.riffle.topology;

import io.riffle.config.BatchConfig;
import io.riffle.config.Guarantee;
import io.riffle.config.KafkaConfig;
import io.riffle.config.Pipeline;
import io.riffle.frame.PackingInterceptor;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.metrics.Sensor.RecordingLevel;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.errors.DefaultProductionExceptionHandler;
import org.apache.kafka.streams.errors.LogAndFailExceptionHandler;
import org.apache.kafka.streams.errors.LogAndFailProcessingExceptionHandler;

/**
 * Kafka's settings of a pipeline. Kafka's own defaults are made for throughput at any latency; these are made for
 * scoring, and {@code kafka.properties} changes those that Riffle does not own.
 */
public final class StreamsSettings {
    /** Frames per partition that wait for their turn; Kafka counts records and a frame is one. */
    private static final int BUFFERED_FRAMES = 8;

    /** A poll fills two frames at least, and amortises its cost over this many rows where frames are small. */
    private static final int POLLED_ROWS = 4_000;

    /** A guess at an event's size on the wire: where the broker may wait, it waits for a frame of such events. */
    private static final int USUAL_EVENT_BYTES = 256;

    /** Kafka's default for what a producer holds back. */
    private static final long USUAL_MEMORY = 32L << 20;

    /** All stores but those of open windows have no cache, so this is theirs alone. */
    private static final long WINDOW_CACHE_BYTES = 32L << 20;

    /** There are no global stores; Kafka warns at every start unless this is set, and deprecates the constant. */
    private static final String HANDLER_GLOBAL_ENABLED = "processing.exception.handler.global.enabled";

    /** Kafka's max.poll.interval.ms is 5 minutes. */
    private static final Duration BELOW_POLL_INTERVAL = Duration.ofMinutes(4);

    /** Somebody waits at the command line; Kafka's own default is a minute. */
    private static final int ADMIN_TIMEOUT_MILLIS = 10_000;

    private static final List<String> STREAMS_ONLY_PREFIXES = List.of(
            StreamsConfig.CONSUMER_PREFIX,
            StreamsConfig.MAIN_CONSUMER_PREFIX,
            StreamsConfig.RESTORE_CONSUMER_PREFIX,
            StreamsConfig.GLOBAL_CONSUMER_PREFIX,
            StreamsConfig.PRODUCER_PREFIX,
            StreamsConfig.TOPIC_PREFIX);

    private final Pipeline pipeline;

    public StreamsSettings(Pipeline pipeline) {
        this.pipeline = pipeline;
    }

    /**
     * The settings of the Kafka Streams application.
     *
     * @throws org.apache.kafka.common.config.ConfigException if a property of the user has no valid value
     */
    public StreamsConfig streams() {
        return new StreamsConfig(properties());
    }

    /**
     * Has Kafka read the settings of all its clients, which fails if one is invalid; connects to nothing.
     *
     * @throws org.apache.kafka.common.config.ConfigException with the first invalid setting
     */
    public void check() {
        StreamsConfig streams = streams();
        Map<String, Object> consumer = streams.getMainConsumerConfigs(pipeline.name(), "check", 0);
        consumer.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        consumer.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        Map<String, Object> producer = streams.getProducerConfigs("check");
        producer.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
        producer.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
        ConsumerConfig.configDef().parse(consumer);
        ProducerConfig.configDef().parse(producer);
        AdminClientConfig.configDef().parse(admin());
    }

    /** The settings of an admin client for the same broker. */
    public Map<String, Object> admin() {
        Map<String, Object> settings = client(StreamsConfig.ADMIN_CLIENT_PREFIX);
        settings.putIfAbsent(AdminClientConfig.CLIENT_ID_CONFIG, pipeline.name() + "-admin");
        settings.putIfAbsent(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, 5_000);
        settings.putIfAbsent(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, ADMIN_TIMEOUT_MILLIS);
        return settings;
    }

    /** The settings of a consumer beside the stream: it reads what is committed and belongs to no group. */
    public Map<String, Object> reader() {
        Map<String, Object> settings = client(StreamsConfig.CONSUMER_PREFIX);
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        settings.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        settings.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        settings.putIfAbsent(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, ADMIN_TIMEOUT_MILLIS);
        return settings;
    }

    /** The settings of a producer beside the stream: a few records, each acknowledged by all replicas. */
    public Map<String, Object> writer() {
        Map<String, Object> settings = client(StreamsConfig.PRODUCER_PREFIX);
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
        settings.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
        settings.putIfAbsent(ProducerConfig.MAX_BLOCK_MS_CONFIG, ADMIN_TIMEOUT_MILLIS);
        settings.remove(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG);
        return settings;
    }

    /** What the user set for all clients and for this kind of client, which wins. */
    private Map<String, Object> client(String prefix) {
        Map<String, Object> settings = new HashMap<>();
        pipeline.kafka().properties().forEach((name, value) -> {
            if (name.startsWith(prefix)) {
                settings.put(name.substring(prefix.length()), value);
            } else if (STREAMS_ONLY_PREFIXES.stream().noneMatch(name::startsWith)
                    && !name.startsWith(StreamsConfig.ADMIN_CLIENT_PREFIX)) {
                settings.putIfAbsent(name, value);
            }
        });
        settings.put(
                CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, pipeline.kafka().bootstrapServers());
        return settings;
    }

    /** Everything that is set, by name; the keys that Riffle owns come last and win. */
    Map<String, Object> properties() {
        Map<String, Object> settings = new TreeMap<>(defaults());
        Map<String, String> given = pipeline.kafka().properties();
        given.keySet().forEach(name -> dropSpecific(settings, name));
        settings.putAll(given);
        settings.putAll(owned());
        roomForRecords(settings);
        return settings;
    }

    /** Kafka prefers {@code producer.linger.ms} to {@code linger.ms}: a default must not hide what the user set. */
    private static void dropSpecific(Map<String, Object> settings, String name) {
        STREAMS_ONLY_PREFIXES.forEach(prefix -> settings.remove(prefix + name));
    }

    /** At least what Riffle may write: a record that is refused would end the stream at each start again. */
    private void roomForRecords(Map<String, Object> settings) {
        int largest = RecordLimits.internal(pipeline).bytes();
        String requests = StreamsConfig.producerPrefix(ProducerConfig.MAX_REQUEST_SIZE_CONFIG);
        atLeast(settings, requests, largest, ProducerConfig.MAX_REQUEST_SIZE_CONFIG);
        String memory = StreamsConfig.producerPrefix(ProducerConfig.BUFFER_MEMORY_CONFIG);
        atLeast(settings, memory, Math.max(USUAL_MEMORY, 2L * largest), ProducerConfig.BUFFER_MEMORY_CONFIG);
        atLeast(settings, StreamsConfig.topicPrefix(TopicConfig.MAX_MESSAGE_BYTES_CONFIG), largest, "");
    }

    /** @param plain the same setting without a prefix, which counts where the prefixed one is not set */
    private static void atLeast(Map<String, Object> settings, String name, long least, String plain) {
        String given = String.valueOf(settings.getOrDefault(name, settings.get(plain)));
        boolean more = given.matches("\\d{1,18}") && Long.parseLong(given) > least;
        settings.put(name, more ? given : Long.toString(least));
    }

    private Map<String, Object> defaults() {
        KafkaConfig kafka = pipeline.kafka();
        Map<String, Object> settings = new HashMap<>();
        settings.put(StreamsConfig.METRICS_RECORDING_LEVEL_CONFIG, RecordingLevel.INFO.name);
        settings.put(CommonClientConfigs.ENABLE_METRICS_PUSH_CONFIG, false);
        settings.put(StreamsConfig.POLL_MS_CONFIG, pollMillis(kafka.commitInterval()));
        // A dead instance's partitions move after 10 s, not 45 s.
        consumer(settings, ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, 10_000);
        consumer(settings, ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, 3_000);
        // A new instance takes over within a minute of having caught up, not ten; a look costs one request per
        // instance.
        settings.put(StreamsConfig.PROBING_REBALANCE_INTERVAL_MS_CONFIG, 60_000L);
        // Requests to the broker cost it more than their bytes: full frames leave some together. A commit does not
        // linger,
        // so only readers of what is not committed yet see the delay.
        producer(settings, ProducerConfig.LINGER_MS_CONFIG, 5);
        producer(settings, ProducerConfig.BATCH_SIZE_CONFIG, 512 << 10);
        if (pipeline.outcomes().isEmpty()) {
            // No task reads two topics, so none waits for one of them; deciding that costs a formatted text per poll.
            settings.put(StreamsConfig.MAX_TASK_IDLE_MS_CONFIG, StreamsConfig.MAX_TASK_IDLE_MS_DISABLED);
        }
        // A new transaction waits for the end of the one before by retrying; 100 ms would be longer than it takes.
        producer(settings, ProducerConfig.RETRY_BACKOFF_MS_CONFIG, 10);
        if (kafka.guarantee() == Guarantee.EXACTLY_ONCE) {
            int timeout = (int)
                    kafka.transactionTimeout(pipeline.models().timeLimit()).toMillis();
            producer(settings, ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, timeout);
        }
        return settings;
    }

    private Map<String, Object> owned() {
        KafkaConfig kafka = pipeline.kafka();
        Map<String, Object> settings = new HashMap<>();
        settings.put(StreamsConfig.APPLICATION_ID_CONFIG, pipeline.name());
        settings.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, kafka.bootstrapServers());
        settings.put(StreamsConfig.APPLICATION_SERVER_CONFIG, pipeline.http().endpoint());
        settings.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, guarantee(kafka.guarantee()));
        settings.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, kafka.streamThreads());
        settings.put(StreamsConfig.NUM_STANDBY_REPLICAS_CONFIG, kafka.standbyReplicas());
        settings.put(StreamsConfig.STATE_DIR_CONFIG, kafka.stateDirectory().toString());
        settings.put(
                StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, kafka.commitInterval().toMillis());
        settings.put(StreamsConfig.BUFFERED_RECORDS_PER_PARTITION_CONFIG, BUFFERED_FRAMES);
        // A cache would hold back changelog records until the commit, which makes the commit longer.
        // Open windows are the exception: they change with every frame, and only their last state counts.
        long cache = pipeline.countsWindows() ? WINDOW_CACHE_BYTES : 0L;
        settings.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, cache);
        settings.put(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, true);
        settings.put(StreamsConfig.TOPOLOGY_OPTIMIZATION_CONFIG, StreamsConfig.NO_OPTIMIZATION);
        settings.put(HANDLER_GLOBAL_ENABLED, true);
        // The partition assignor makes settings of what the consumer is given, and warns as well.
        mainConsumer(settings, HANDLER_GLOBAL_ENABLED, true);
        settings.put(StreamsConfig.DESERIALIZATION_EXCEPTION_HANDLER_CLASS_CONFIG, LogAndFailExceptionHandler.class);
        settings.put(
                StreamsConfig.PROCESSING_EXCEPTION_HANDLER_CLASS_CONFIG, LogAndFailProcessingExceptionHandler.class);
        settings.put(StreamsConfig.PRODUCTION_EXCEPTION_HANDLER_CLASS_CONFIG, DefaultProductionExceptionHandler.class);
        // What the user sets holds at the first start only. At any time it would be asked for Kafka Streams' own
        // topics,
        // and a new one of those would lose what is written before it is first read.
        mainConsumer(settings, ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        addFraming(settings, pipeline.batch());
        return settings;
    }

    private void addFraming(Map<String, Object> settings, BatchConfig batch) {
        List<String> topics = ScoringTopology.framedTopics(pipeline);
        mainConsumer(settings, ConsumerConfig.INTERCEPTOR_CLASSES_CONFIG, PackingInterceptor.class.getName());
        mainConsumer(settings, PackingInterceptor.TOPICS, String.join(",", topics));
        mainConsumer(settings, PackingInterceptor.MAX_SIZE, batch.maxSize());
        consumer(settings, ConsumerConfig.MAX_POLL_RECORDS_CONFIG, Math.max(POLLED_ROWS, 2 * batch.maxSize()));
        if (!batch.maxDelay().isZero()) {
            mainConsumer(settings, ConsumerConfig.FETCH_MIN_BYTES_CONFIG, batch.maxSize() * USUAL_EVENT_BYTES);
            mainConsumer(settings, ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, (int)
                    batch.maxDelay().toMillis());
        }
    }

    /** How long what was read may go without a commit: then the transaction is aborted, or the partition moves. */
    static Duration uncommitted(Pipeline pipeline) {
        KafkaConfig kafka = pipeline.kafka();
        Duration timeout = kafka.guarantee() == Guarantee.EXACTLY_ONCE
                ? kafka.transactionTimeout(pipeline.models().timeLimit())
                : BELOW_POLL_INTERVAL;
        return timeout.compareTo(BELOW_POLL_INTERVAL) < 0 ? timeout : BELOW_POLL_INTERVAL;
    }

    /** Streams commits between polls: waiting for records any longer would delay the commit of those before. */
    private static long pollMillis(Duration commitInterval) {
        return Math.max(1, Math.min(10, commitInterval.toMillis() / 5));
    }

    private static String guarantee(Guarantee guarantee) {
        return switch (guarantee) {
            case EXACTLY_ONCE -> StreamsConfig.EXACTLY_ONCE_V2;
            case AT_LEAST_ONCE -> StreamsConfig.AT_LEAST_ONCE;
        };
    }

    private static void consumer(Map<String, Object> settings, String name, Object value) {
        settings.put(StreamsConfig.consumerPrefix(name), value);
    }

    private static void mainConsumer(Map<String, Object> settings, String name, Object value) {
        settings.put(StreamsConfig.mainConsumerPrefix(name), value);
    }

    private static void producer(Map<String, Object> settings, String name, Object value) {
        settings.put(StreamsConfig.producerPrefix(name), value);
    }
}
