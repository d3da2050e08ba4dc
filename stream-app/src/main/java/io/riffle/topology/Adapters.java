package io.riffle.topology;

import io.riffle.enrichment.ProfileSource;
import io.riffle.metrics.ScoringMetrics;
import io.riffle.scoring.Scorer;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * What a topology needs from outside, shared by all its tasks: everything in here is thread-safe.
 *
 * @param scorer asked once per frame, so that a frame is scored by one version
 * @param profiles present where the pipeline declares a profile
 * @param nanoClock for durations, in nanoseconds
 * @param wallClock milliseconds since the epoch
 */
public record Adapters(
        Supplier<Scorer> scorer,
        Optional<ProfileSource> profiles,
        ScoringMetrics metrics,
        LongSupplier nanoClock,
        LongSupplier wallClock) {}
