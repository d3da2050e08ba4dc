package io.riffle.app.features;

import io.riffle.app.features.FeatureEntry.Storage;
import io.riffle.config.Pipeline;
import io.riffle.config.ProfileConfig;
import io.riffle.config.ProfileField;
import io.riffle.config.event.FeatureAbout;
import io.riffle.feature.Feature;
import io.riffle.window.Aggregate;
import io.riffle.window.WindowSpec;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Every feature of a pipeline with what is declared about it, in the order of the columns. */
public final class FeatureCatalog {
    private final Map<String, FeatureEntry> entries = new LinkedHashMap<>();

    private FeatureCatalog(Pipeline pipeline) {
        Map<String, WindowSpec> windows = windows(pipeline);
        Map<String, ProfileField> fields = new HashMap<>();
        pipeline.profile()
                .map(ProfileConfig::fields)
                .orElse(List.of())
                .forEach(field -> fields.put(field.name(), field));
        pipeline.materialized().forEach(field -> fields.put(field.name(), field));
        for (Feature feature : pipeline.schema().features()) {
            FeatureEntry entry = switch (feature.source()) {
                case PROFILE -> ofProfile(pipeline, feature, required(fields, feature.name()));
                case HISTORY ->
                    entry(
                            pipeline,
                            feature,
                            pipeline.features()
                                    .about(required(windows, feature.name()).name()),
                            Optional.ofNullable(fields.get(feature.name())).map(FeatureCatalog::storage));
                case EVENT, DERIVED ->
                    entry(pipeline, feature, pipeline.features().about(feature.name()), Optional.empty());
            };
            entries.put(feature.name(), entry);
        }
    }

    public static FeatureCatalog of(Pipeline pipeline) {
        return new FeatureCatalog(pipeline);
    }

    public List<FeatureEntry> entries() {
        return List.copyOf(entries.values());
    }

    private static FeatureEntry ofProfile(Pipeline pipeline, Feature feature, ProfileField field) {
        return entry(pipeline, feature, field.about(), Optional.of(storage(field)));
    }

    private static Storage storage(ProfileField field) {
        return new Storage(field.storedName(), field.maxAge(), field.ttl());
    }

    private static <T> T required(Map<String, T> declared, String name) {
        return Objects.requireNonNull(declared.get(name), name);
    }

    private static FeatureEntry entry(
            Pipeline pipeline, Feature feature, FeatureAbout about, Optional<Storage> storage) {
        return new FeatureEntry(feature, pipeline.event().entity().name(), about, storage);
    }

    private static Map<String, WindowSpec> windows(Pipeline pipeline) {
        Map<String, WindowSpec> windows = new HashMap<>();
        for (WindowSpec window : pipeline.history().windows()) {
            for (Aggregate aggregate : window.aggregates()) {
                windows.put(window.featureName(aggregate), window);
            }
        }
        return windows;
    }
}
