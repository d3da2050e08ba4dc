package io.riffle.config;

import io.riffle.feature.FeatureSchema;
import java.util.List;
import java.util.Optional;

/** A whole pipeline, as declared in one YAML file; the name is the Kafka application id and the prefix of topics. */
public record Pipeline(
        String name,
        KafkaConfig kafka,
        TopicsConfig topics,
        BatchConfig batch,
        EventConfig event,
        Optional<ProfileConfig> profile,
        HistoryConfig history,
        List<DerivedConfig> derived,
        ModelsConfig models,
        PredictionsConfig predictions,
        List<AlertRule> alerts,
        AlertingConfig alerting,
        HttpConfig http,
        Optional<DriftConfig> drift,
        Optional<OutcomesConfig> outcomes,
        Optional<QualityConfig> quality,
        FeaturesConfig features) {
    public Pipeline {
        derived = List.copyOf(derived);
        alerts = List.copyOf(alerts);
        PipelineRules.check(name, event, profile, history, derived, predictions, alerts, features);
        AlertingRules.check(
                alerting,
                PipelineFeatures.given(event, profile, history, features),
                derived,
                drift,
                outcomes,
                quality,
                models);
        quality.ifPresent(expected -> PipelineRules.checkQuality(event, expected));
    }

    /** The profile, if fields of it are read; one without fields only says where the features of history go. */
    public Optional<ProfileConfig> readProfile() {
        return profile.filter(config -> !config.fields().isEmpty());
    }

    /** The features that the stream writes into the store, as whoever reads them would declare them. */
    public List<ProfileField> materialized() {
        return PipelineFeatures.materialized(history, features);
    }

    /** Every feature that a model of this pipeline can read: event time, event fields, profile fields, history, derived. */
    public FeatureSchema schema() {
        return new FeatureSchema(PipelineFeatures.of(this));
    }

    /** Whether something sends signals that can become alerts with a life. */
    public boolean signals() {
        return countsWindows() || !alerting.rules().isEmpty();
    }

    /** Whether something counts rows in windows, so that {@link #countsTopic} is needed. */
    public boolean countsWindows() {
        return drift.isPresent() || quality.isPresent() || outcomes.isPresent();
    }

    /** Where the window counts of all partitions meet. */
    public String countsTopic() {
        return drift.map(DriftConfig::countsTopic).orElse(DriftConfig.of(name).countsTopic());
    }
}
