package io.riffle.topology;

import io.riffle.enrichment.FeatureSink;
import io.riffle.enrichment.ProfileSource;
import io.riffle.metrics.AlertMetrics;
import io.riffle.metrics.DriftMetrics;
import io.riffle.metrics.FeatureMetrics;
import io.riffle.metrics.OutcomeMetrics;
import io.riffle.metrics.QualityMetrics;
import io.riffle.metrics.ScoringMetrics;
import io.riffle.scoring.ModelPorts;
import io.riffle.watch.alert.CanaryStop;
import io.riffle.watch.drift.ReferenceProfiles;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * What a topology needs from outside, shared by all its tasks: everything in here is thread-safe.
 *
 * @param models asked once per frame, so that a frame's rows of one variant are scored by one version
 * @param profiles present if the pipeline declares a profile
 * @param nanoClock for durations, in nanoseconds
 * @param wallClock milliseconds since the epoch
 * @param watch what drift, outcomes, quality and counts of features need
 * @param featureSink present if features of history are materialized and there is somewhere to write to
 */
public record Adapters(
        ModelPorts models,
        Optional<ProfileSource> profiles,
        ScoringMetrics metrics,
        LongSupplier nanoClock,
        LongSupplier wallClock,
        WatchPorts watch,
        AlertPorts alerts,
        Optional<FeatureSink> featureSink) {

    /**
     * What watching needs from outside.
     *
     * @param references what the rows of a version are compared with where the pipeline declares drift
     */
    public record WatchPorts(
            ReferenceProfiles references,
            DriftMetrics drift,
            OutcomeMetrics outcomes,
            FeatureMetrics features,
            QualityMetrics quality) {
        public static final WatchPorts NONE = new WatchPorts(
                version -> Optional.empty(),
                DriftMetrics.NONE,
                OutcomeMetrics.NONE,
                FeatureMetrics.NONE,
                QualityMetrics.NONE);

        public WatchPorts with(ReferenceProfiles other) {
            return new WatchPorts(other, drift, outcomes, features, quality);
        }

        public WatchPorts with(OutcomeMetrics other) {
            return new WatchPorts(references, drift, other, features, quality);
        }
    }

    /** What alerts need from outside. */
    public record AlertPorts(CanaryStop canaries, AlertMetrics metrics) {
        public static final AlertPorts NONE = new AlertPorts(CanaryStop.NONE, AlertMetrics.NONE);
    }

    /** Adapters that score and watch nothing. */
    public Adapters(
            ModelPorts models,
            Optional<ProfileSource> profiles,
            ScoringMetrics metrics,
            LongSupplier nanoClock,
            LongSupplier wallClock) {
        this(models, profiles, metrics, nanoClock, wallClock, WatchPorts.NONE, AlertPorts.NONE, Optional.empty());
    }

    public Adapters with(WatchPorts other) {
        return new Adapters(models, profiles, metrics, nanoClock, wallClock, other, alerts, featureSink);
    }

    public Adapters with(AlertPorts other) {
        return new Adapters(models, profiles, metrics, nanoClock, wallClock, watch, other, featureSink);
    }

    /** The same, and features of history go into this. */
    public Adapters with(FeatureSink sink) {
        return with(Optional.of(sink));
    }

    Adapters with(Optional<FeatureSink> sink) {
        return new Adapters(models, profiles, metrics, nanoClock, wallClock, watch, alerts, sink);
    }
}
