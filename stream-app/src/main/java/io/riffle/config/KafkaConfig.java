package io.riffle.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

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
    public KafkaConfig {
        properties = Map.copyOf(properties);
    }
}
