package io.riffle.config;

import io.riffle.config.alerting.AlertRule;
import io.riffle.config.alerting.AlertingConfig;
import io.riffle.config.event.EventConfig;
import io.riffle.config.event.EventFormatConfig;
import io.riffle.config.event.FeaturesConfig;
import io.riffle.feature.FeatureSchema;
import java.util.List;
import java.util.Optional;

/** A whole pipeline, as declared in one YAML file; the name is the Kafka application id and the prefix of topics. */
public record Pipeline(
        String name, StreamConfig stream, RowConfig row, AnswerConfig answer, WatchConfig watch, HttpConfig http) {
    public Pipeline {
        new PipelineRules(name, row, answer).check();
        new AlertingRules(row, watch, answer.models()).check();
        watch.quality().ifPresent(expected -> PipelineRules.checkQuality(row.event(), expected));
    }

    /**
     * The same pipeline, whose events come in JSON: from files that are turned into it, and in requests. So do its
     * predictions.
     */
    public Pipeline inJson() {
        RowConfig json = new RowConfig(
                row.event().with(EventFormatConfig.JSON), row.profile(), row.history(), row.derived(), row.features());
        return new Pipeline(name, stream, json, answer.inJson(), watch, http);
    }

    /** The same pipeline, whose predictions are in JSON. */
    public Pipeline answeringInJson() {
        return new Pipeline(name, stream, row, answer.inJson(), watch, http);
    }

    public KafkaConfig kafka() {
        return stream.kafka();
    }

    public TopicsConfig topics() {
        return stream.topics();
    }

    public BatchConfig batch() {
        return stream.batch();
    }

    public EventConfig event() {
        return row.event();
    }

    public Optional<ProfileConfig> profile() {
        return row.profile();
    }

    public HistoryConfig history() {
        return row.history();
    }

    public List<DerivedConfig> derived() {
        return row.derived();
    }

    public FeaturesConfig features() {
        return row.features();
    }

    public ModelsConfig models() {
        return answer.models();
    }

    public PredictionsConfig predictions() {
        return answer.predictions();
    }

    public List<AlertRule> alerts() {
        return answer.alerts();
    }

    public AlertingConfig alerting() {
        return watch.alerting();
    }

    public Optional<DriftConfig> drift() {
        return watch.drift();
    }

    public Optional<OutcomesConfig> outcomes() {
        return watch.outcomes();
    }

    public Optional<QualityConfig> quality() {
        return watch.quality();
    }

    /** The profile, if fields of it are read; one without fields only says where the features of history go. */
    public Optional<ProfileConfig> readProfile() {
        return profile().filter(config -> !config.fields().isEmpty());
    }

    /** The features that the stream writes into the store, as whoever reads them would declare them. */
    public List<ProfileField> materialized() {
        return PipelineFeatures.materialized(row.history(), row.features());
    }

    /** Every feature that a model of this pipeline can read: event time, event fields, profile fields, history, derived. */
    public FeatureSchema schema() {
        return new FeatureSchema(PipelineFeatures.of(this));
    }

    /** Whether something sends signals that can become alerts with a life. */
    public boolean signals() {
        return countsWindows() || !watch.alerting().rules().isEmpty();
    }

    /** Whether something counts rows in windows, so that {@link #countsTopic} is needed. */
    public boolean countsWindows() {
        return watch.countsWindows();
    }

    /** Where the window counts of all partitions meet. */
    public String countsTopic() {
        return watch.drift()
                .map(DriftConfig::countsTopic)
                .orElse(DriftConfig.of(name).countsTopic());
    }
}
