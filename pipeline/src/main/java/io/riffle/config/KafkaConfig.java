package io.riffle.config;

import io.riffle.settings.DurationText;
import io.riffle.settings.Masks;
import io.riffle.settings.Violations;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The connection to Kafka and how results are committed. {@code properties} are passed on to Kafka's clients as they
 * are (TLS, SASL, tuning), except those that Riffle owns.
 */
public record KafkaConfig(
        String bootstrapServers,
        Guarantee guarantee,
        int streamThreads,
        Duration commitInterval,
        int standbyReplicas,
        Path stateDirectory,
        Map<String, String> properties) {
    /** After a crash, results that follow an open transaction stay invisible for that long at most. */
    private static final Duration TRANSACTION_TIMEOUT = Duration.ofSeconds(10);

    /** A frame takes up to three limits, and runs get six tenths of the time. */
    private static final int LIMITS_PER_TRANSACTION = 6;

    private static final String TRANSACTION_TIMEOUT_KEY = "transaction.timeout.ms";

    public KafkaConfig {
        properties = Map.copyOf(properties);
        Violations violations = Violations.in("kafka")
                .notBlank("bootstrap-servers", bootstrapServers)
                .check(
                        bootstrapServers.isBlank() || isServerList(bootstrapServers),
                        "bootstrap-servers",
                        "must be host:port, several joined by commas",
                        "'" + Masks.withoutUser(bootstrapServers) + "'")
                .atLeast("stream-threads", streamThreads, 1)
                .atMost("stream-threads", streamThreads, 1_000)
                .positive("commit-interval", commitInterval)
                .atLeast("standby-replicas", standbyReplicas, 0);
        checkTransactionTimeout(violations, guarantee, commitInterval, properties);
        StartingPoint.check(violations, properties);
        new TreeMap<>(properties)
                .keySet()
                .forEach(name -> OwnedKafkaKeys.reason(name)
                        .ifPresent(reason -> violations.add("properties." + name, "must not be set: " + reason)));
        violations.throwIfAny();
    }

    /** A connection with every other setting at its default. */
    public static KafkaConfig at(String bootstrapServers) {
        return new KafkaConfig(
                bootstrapServers,
                Guarantee.EXACTLY_ONCE,
                1,
                Duration.ofMillis(50),
                0,
                Path.of(".riffle", "state"),
                Map.of());
    }

    /**
     * How long the broker lets a transaction stay open; a property may change it.
     *
     * @param timeLimit of a model's run: without the property, a frame with rows that hang fits into a transaction
     */
    public Duration transactionTimeout(Duration timeLimit) {
        String given = transactionTimeoutProperty(properties);
        if (given != null) {
            return Duration.ofMillis(Long.parseLong(given));
        }
        Duration frames = timeLimit.multipliedBy(LIMITS_PER_TRANSACTION);
        return frames.compareTo(TRANSACTION_TIMEOUT) > 0 ? frames : TRANSACTION_TIMEOUT;
    }

    /** Where reading begins at the first start; a property may change it. */
    public StartingPoint startingPoint() {
        return StartingPoint.of(properties);
    }

    private static void checkTransactionTimeout(
            Violations violations, Guarantee guarantee, Duration commitInterval, Map<String, String> properties) {
        String given = transactionTimeoutProperty(properties);
        if (given != null && !given.matches("\\d{1,9}")) {
            String key = properties.containsKey("producer." + TRANSACTION_TIMEOUT_KEY) ? "producer." : "";
            violations.add("properties." + key + TRANSACTION_TIMEOUT_KEY, "must be milliseconds: was '" + given + "'");
            return;
        }
        Duration timeout = given == null ? TRANSACTION_TIMEOUT : Duration.ofMillis(Long.parseLong(given));
        violations.check(
                guarantee == Guarantee.AT_LEAST_ONCE || commitInterval.compareTo(timeout) < 0,
                "commit-interval",
                "must be below the transaction timeout (" + DurationText.format(timeout) + ", set by kafka.properties."
                        + "producer." + TRANSACTION_TIMEOUT_KEY + ")",
                DurationText.format(commitInterval));
    }

    private static @Nullable String transactionTimeoutProperty(Map<String, String> properties) {
        String forProducers = properties.get("producer." + TRANSACTION_TIMEOUT_KEY);
        return forProducers == null ? properties.get(TRANSACTION_TIMEOUT_KEY) : forProducers;
    }

    private static boolean isServerList(String servers) {
        return Arrays.stream(servers.split(",", -1))
                .allMatch(server -> server.strip().matches("([A-Za-z_]+://)?[^\\s/@]+:\\d{1,5}"));
    }

    /** Properties can hold passwords. */
    @Override
    public String toString() {
        Map<String, String> shown = new TreeMap<>();
        properties.forEach((name, value) -> shown.put(name, Masks.property(name, value)));
        return "KafkaConfig[bootstrapServers=" + bootstrapServers + ", guarantee=" + guarantee + ", streamThreads="
                + streamThreads + ", commitInterval=" + commitInterval + ", standbyReplicas=" + standbyReplicas
                + ", stateDirectory=" + stateDirectory + ", properties=" + shown + "]";
    }
}
