package io.riffle.config;

import io.riffle.feature.Feature;
import io.riffle.feature.FeatureSchema;
import io.riffle.feature.FeatureSource;
import io.riffle.feature.FeatureType;
import io.riffle.window.Aggregate;
import io.riffle.window.WindowSpec;
import java.util.ArrayList;
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
        HttpConfig http,
        Optional<DriftConfig> drift,
        Optional<OutcomesConfig> outcomes) {
    public Pipeline {
        derived = List.copyOf(derived);
        alerts = List.copyOf(alerts);
        PipelineRules.check(name, event, profile, history, derived, predictions, alerts);
    }

    /** Every feature that a model of this pipeline can read: event time, event fields, profile fields, history, derived. */
    public FeatureSchema schema() {
        List<Feature> features = features(event, profile, history);
        for (DerivedConfig each : derived) {
            features.add(new Feature(each.name(), each.type(), FeatureSource.DERIVED));
        }
        return new FeatureSchema(features);
    }

    static List<Feature> features(EventConfig event, Optional<ProfileConfig> profile, HistoryConfig history) {
        List<Feature> features = new ArrayList<>();
        features.add(new Feature(FeatureSchema.EVENT_TIME, FeatureType.NUMBER, FeatureSource.EVENT));
        for (FieldConfig field : event.fields()) {
            features.add(new Feature(field.name(), field.type(), FeatureSource.EVENT));
        }
        profile.ifPresent(config -> {
            for (ProfileField field : config.fields()) {
                features.add(new Feature(field.name(), field.type(), FeatureSource.PROFILE));
            }
        });
        for (WindowSpec window : history.windows()) {
            for (Aggregate aggregate : window.aggregates()) {
                features.add(new Feature(window.featureName(aggregate), FeatureType.NUMBER, FeatureSource.HISTORY));
            }
        }
        return features;
    }
}
