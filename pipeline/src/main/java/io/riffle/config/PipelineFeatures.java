package io.riffle.config;

import io.riffle.config.event.EventConfig;
import io.riffle.config.event.FeatureAbout;
import io.riffle.config.event.FeaturesConfig;
import io.riffle.config.event.FieldConfig;
import io.riffle.feature.Feature;
import io.riffle.feature.FeatureSchema;
import io.riffle.feature.FeatureSource;
import io.riffle.feature.FeatureType;
import io.riffle.window.Aggregate;
import io.riffle.window.WindowSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The features of a pipeline in the order of their columns, each with the version of its definition. */
final class PipelineFeatures {
    private PipelineFeatures() {}

    static List<Feature> of(Pipeline pipeline) {
        FeaturesConfig abouts = pipeline.features();
        List<Feature> features = given(pipeline.event(), pipeline.profile(), pipeline.history(), abouts);
        for (DerivedConfig each : pipeline.derived()) {
            int version = abouts.about(each.name()).version();
            features.add(new Feature(each.name(), each.type(), FeatureSource.DERIVED, version));
        }
        return features;
    }

    /** Those that formulas can read. */
    static List<Feature> given(
            EventConfig event, Optional<ProfileConfig> profile, HistoryConfig history, FeaturesConfig abouts) {
        List<Feature> features = new ArrayList<>();
        features.add(new Feature(FeatureSchema.EVENT_TIME, FeatureType.NUMBER, FeatureSource.EVENT));
        for (FieldConfig field : event.fields()) {
            int version = abouts.about(field.name()).version();
            features.add(new Feature(field.name(), field.type(), FeatureSource.EVENT, version));
        }
        profile.map(ProfileConfig::fields).orElse(List.of()).stream()
                .map(PipelineFeatures::ofProfile)
                .forEach(features::add);
        for (WindowSpec window : history.windows()) {
            features.addAll(ofWindow(window, abouts.about(window.name())));
        }
        return features;
    }

    private static Feature ofProfile(ProfileField field) {
        return new Feature(
                field.name(), field.type(), FeatureSource.PROFILE, field.about().version());
    }

    static List<ProfileField> materialized(HistoryConfig history, FeaturesConfig features) {
        List<ProfileField> fields = new ArrayList<>();
        for (WindowSpec window : history.windows()) {
            Optional<Duration> ttl = Optional.ofNullable(features.materialized().get(window.name()));
            if (ttl.isEmpty()) {
                continue;
            }
            for (Aggregate aggregate : window.aggregates()) {
                fields.add(new ProfileField(
                        window.featureName(aggregate),
                        FeatureType.NUMBER,
                        Optional.empty(),
                        Optional.empty(),
                        ttl,
                        features.about(window.name())));
            }
        }
        return fields;
    }

    private static List<Feature> ofWindow(WindowSpec window, FeatureAbout about) {
        List<Feature> features = new ArrayList<>();
        for (Aggregate aggregate : window.aggregates()) {
            features.add(new Feature(
                    window.featureName(aggregate), FeatureType.NUMBER, FeatureSource.HISTORY, about.version()));
        }
        return features;
    }
}
