package io.riffle.topology;

import io.riffle.drift.ReferenceProfiles;
import io.riffle.enrichment.ProfileSource;
import io.riffle.metrics.DriftMetrics;
import io.riffle.metrics.FeatureMetrics;
import io.riffle.metrics.ModelMetrics;
import io.riffle.metrics.ScoringMetrics;
import io.riffle.scoring.ModelSource;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * What a topology needs from outside, shared by all its tasks: everything in here is thread-safe.
 *
 * @param models asked once per frame, so that a frame's rows of one variant are scored by one version
 * @param profiles present where the pipeline declares a profile
 * @param nanoClock for durations, in nanoseconds
 * @param wallClock milliseconds since the epoch
 * @param references what the rows of a version are compared with where the pipeline declares drift
 */
public record Adapters(
        ModelSource models,
        Optional<ProfileSource> profiles,
        ScoringMetrics metrics,
        ModelMetrics modelMetrics,
        LongSupplier nanoClock,
        LongSupplier wallClock,
        ReferenceProfiles references,
        DriftMetrics driftMetrics,
        FeatureMetrics featureMetrics) {

    /** Without what only {@code drift} needs. */
    public Adapters(
            ModelSource models,
            Optional<ProfileSource> profiles,
            ScoringMetrics metrics,
            ModelMetrics modelMetrics,
            LongSupplier nanoClock,
            LongSupplier wallClock) {
        this(
                models,
                profiles,
                metrics,
                modelMetrics,
                nanoClock,
                wallClock,
                version -> Optional.empty(),
                DriftMetrics.NONE,
                FeatureMetrics.NONE);
    }
}
