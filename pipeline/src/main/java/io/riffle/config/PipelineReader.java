package io.riffle.config;

import static io.riffle.settings.SettingType.BOOLEAN;
import static io.riffle.settings.SettingType.BYTES;
import static io.riffle.settings.SettingType.DURATION;
import static io.riffle.settings.SettingType.INTEGER;
import static io.riffle.settings.SettingType.TEXT;

import io.riffle.config.alerting.AlertRule;
import io.riffle.config.alerting.AlertingConfig;
import io.riffle.config.alerting.AlertsReader;
import io.riffle.config.alerting.DeclaredAlert;
import io.riffle.config.alerting.SignalRule;
import io.riffle.config.alerting.WebhookConfig;
import io.riffle.config.event.EventConfig;
import io.riffle.config.event.EventReader;
import io.riffle.config.event.FeatureNotes;
import io.riffle.config.event.FieldReader;
import io.riffle.feature.FeatureType;
import io.riffle.settings.Secret;
import io.riffle.settings.Section;
import io.riffle.settings.SettingType;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the keys at the top of a pipeline file. Rules and defaults are the records'. */
final class PipelineReader {
    private static final SettingType<Secret> SECRET = Secret.setting();

    private static final SettingType<PredictionFormat> PREDICTION_FORMAT = SettingType.oneOf(PredictionFormat.class);

    private PipelineReader() {}

    static Optional<Pipeline> read(Section root) {
        String name = root.required(
                "pipeline", TEXT, "Name of the pipeline: Kafka's application id and the prefix of its topics");
        KafkaConfig kafka = root.section("kafka", KafkaReader::read);
        TopicsConfig topics = root.section("topics", section -> topics(name, section));
        BatchConfig batch = root.section("batch", PipelineReader::batch);
        FeatureNotes notes = new FeatureNotes();
        EventConfig event = root.section("event", section -> EventReader.read(section, notes));
        Optional<ProfileConfig> profile = root.optionalSection("profile", ProfileReader::read);
        HistoryConfig history = root.section("history", section -> HistoryReader.read(section, notes));
        List<DerivedConfig> derived =
                root.entriesOrValues("derived", "expression", (each, section) -> derived(each, section, notes));
        ModelsConfig models = root.section("models", PipelineReader::models);
        PredictionsConfig predictions = root.section("predictions", PipelineReader::predictions);
        List<DeclaredAlert> alerts = AlertsReader.alerts(root);
        Optional<WebhookConfig> webhook = AlertsReader.webhook(root);
        HttpConfig http = root.section("http", HttpReader::read);
        Optional<DriftConfig> drift =
                root.optionalSection("drift", section -> DriftReader.read(topicPrefix(name), section));
        Optional<OutcomesConfig> outcomes = root.optionalSection("outcomes", OutcomesReader::read);
        Optional<QualityConfig> quality = root.optionalSection("quality", QualityReader::read);
        return root.build(() -> new Pipeline(
                name,
                new StreamConfig(kafka, topics, batch),
                new RowConfig(event, profile, history, derived, notes.config()),
                new AnswerConfig(models, predictions, only(AlertRule.class, alerts)),
                new WatchConfig(drift, outcomes, quality, new AlertingConfig(only(SignalRule.class, alerts), webhook)),
                http));
    }

    private static DerivedConfig derived(String name, Section section, FeatureNotes notes) {
        notes.read(name, section);
        String expression = section.required(
                "expression", TEXT, "Formula over features above it, such as `amount / max(avg_amount, 1)`");
        FeatureType type = section.value("type", FieldReader.TYPE, FeatureType.NUMBER, "What the formula gives");
        return section.build(() -> new DerivedConfig(name, expression, type))
                .orElseGet(() -> new DerivedConfig("unnamed", "0", FeatureType.NUMBER));
    }

    private static TopicsConfig topics(String pipeline, Section section) {
        TopicsConfig usual = usualTopics(pipeline);
        String events =
                section.derived("events", TEXT, usual.events(), "<pipeline>.events.v1", "Where events come from");
        String predictions = section.derived(
                "predictions", TEXT, usual.predictions(), "<pipeline>.predictions.v1", "Where predictions go");
        String alerts = section.derived("alerts", TEXT, usual.alerts(), "<pipeline>.alerts.v1", "Where alerts go");
        String deadLetters = section.derived(
                "dead-letters",
                TEXT,
                TopicsConfig.deadLettersOf(events),
                "<events>.dlq",
                "Where events go that cannot be scored");
        Map<SideTopic, String> side = new EnumMap<>(SideTopic.class);
        for (SideTopic topic : SideTopic.values()) {
            String usualName = usual.of(topic);
            side.put(
                    topic, section.derived(topic.key(), TEXT, usualName, topic.nameFor("<pipeline>"), topic.meaning()));
        }
        int partitions = section.value(
                "partitions", INTEGER, usual.partitions(), "Partitions of topics that `riffle topics create` creates");
        int replication = section.value(
                "replication", INTEGER, usual.replication(), "Replicas of topics that `riffle topics create` creates");
        return section.build(
                        () -> new TopicsConfig(events, predictions, alerts, deadLetters, side, partitions, replication))
                .orElse(usual);
    }

    /** A pipeline's name that is no topic name is reported as such; the topics then follow from a stand-in. */
    private static TopicsConfig usualTopics(String pipeline) {
        return TopicsConfig.of(topicPrefix(pipeline));
    }

    private static String topicPrefix(String pipeline) {
        boolean usable = TopicsConfig.isTopicName(pipeline) && pipeline.length() <= 200;
        return usable ? pipeline : "pipeline";
    }

    private static BatchConfig batch(Section section) {
        BatchConfig usual = BatchConfig.DEFAULT;
        int maxSize = section.value("max-size", INTEGER, usual.maxSize(), "Rows of one micro-batch at most");
        Duration maxDelay = section.value(
                "max-delay",
                DURATION,
                usual.maxDelay(),
                "How long the broker may hold back a small fetch to make batches larger");
        return section.build(() -> new BatchConfig(maxSize, maxDelay)).orElse(usual);
    }

    private static ModelsConfig models(Section section) {
        Path directory = section.requiredPath("directory", "Folder with one folder per model version");
        ModelsConfig usual = ModelsConfig.in(directory);
        Optional<String> version = section.optional("version", TEXT, "The version that scores; else the highest");
        Duration timeLimit =
                section.value("time-limit", DURATION, usual.timeLimit(), "How long one model run may take");
        long maxBytes = section.value("max-bytes", BYTES, usual.maxBytes(), "How large a model file may be");
        boolean followDeployments = section.value(
                "follow-deployments",
                BOOLEAN,
                usual.followDeployments(),
                "Whether `riffle models deploy` changes what scores; otherwise it is `version` until the next start");
        ModelProtection protection = protection(section);
        return section.build(
                        () -> new ModelsConfig(directory, version, timeLimit, maxBytes, followDeployments, protection))
                .orElse(usual);
    }

    private static ModelProtection protection(Section section) {
        Optional<Path> publicKey = section.optionalPath(
                "public-key", "Ed25519 public key (PEM) whose owner must have signed every model.yaml");
        Optional<Secret> encryptionKey =
                section.optional("encryption-key", SECRET, "AES key in base64 of encrypted model files");
        return new ModelProtection(publicKey, encryptionKey);
    }

    private static PredictionsConfig predictions(Section section) {
        List<String> included = section.list("include-features", TEXT, "Features whose values a prediction carries");
        PredictionFormat format = section.value(
                "format",
                PREDICTION_FORMAT,
                PredictionFormat.JSON,
                "What predictions are written in: `connect-json` and `avro` are flat records for Kafka Connect's sinks");
        return new PredictionsConfig(included, format);
    }

    private static <T extends DeclaredAlert> List<T> only(Class<T> type, List<DeclaredAlert> alerts) {
        return alerts.stream().filter(type::isInstance).map(type::cast).toList();
    }
}
