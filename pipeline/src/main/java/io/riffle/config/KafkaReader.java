package io.riffle.config;

import static io.riffle.settings.SettingType.DURATION;
import static io.riffle.settings.SettingType.INTEGER;
import static io.riffle.settings.SettingType.TEXT;

import io.riffle.settings.Section;
import io.riffle.settings.SettingType;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** Reads {@code kafka}. */
final class KafkaReader {
    private static final SettingType<Guarantee> GUARANTEE = SettingType.oneOf(Guarantee.class);
    private static final KafkaConfig USUAL = KafkaConfig.at("localhost:9092");

    private KafkaReader() {}

    static KafkaConfig read(Section section) {
        String servers = section.required("bootstrap-servers", TEXT, "Brokers to begin with: host:port, by commas");
        Guarantee guarantee =
                section.value("guarantee", GUARANTEE, USUAL.guarantee(), "What a crash may do to results");
        int threads = section.value(
                "stream-threads",
                INTEGER,
                USUAL.streamThreads(),
                "Threads that score, each with partitions of its own");
        Duration commit = section.value(
                "commit-interval",
                DURATION,
                USUAL.commitInterval(),
                "How often results are committed; consumers that read committed results wait that long");
        int standbys = section.value(
                "standby-replicas", INTEGER, USUAL.standbyReplicas(), "Copies of the state on other instances");
        Path state = section.path("state-directory", USUAL.stateDirectory(), "Folder of the state stores");
        Map<String, String> properties = section.properties(
                "properties",
                "Kafka's own settings (TLS, SASL, tuning; `consumer.`, `producer.` and `admin.` prefixes), but those that"
                        + " Riffle owns; `auto.offset.reset` says where the first start begins to read");
        return section.build(() -> new KafkaConfig(servers, guarantee, threads, commit, standbys, state, properties))
                .orElse(USUAL);
    }
}
