package io.riffle.config;

import io.riffle.config.event.EventConfig;
import io.riffle.config.event.FeaturesConfig;
import io.riffle.feature.Feature;
import java.util.List;
import java.util.Optional;

/** What an event becomes before a model sees it: its own fields, the entity's profile and history, and formulas. */
public record RowConfig(
        EventConfig event,
        Optional<ProfileConfig> profile,
        HistoryConfig history,
        List<DerivedConfig> derived,
        FeaturesConfig features) {
    public RowConfig {
        derived = List.copyOf(derived);
    }

    /** A row with nothing but the event's own fields. */
    public static RowConfig of(EventConfig event) {
        return new RowConfig(event, Optional.empty(), HistoryConfig.NONE, List.of(), FeaturesConfig.NONE);
    }

    /** The features that formulas can read. */
    List<Feature> given() {
        return PipelineFeatures.given(event, profile, history, features);
    }
}
