package io.riffle.topology;

import io.riffle.alerting.CanaryStop;
import io.riffle.drift.ReferenceProfiles;
import io.riffle.enrichment.FeatureSink;
import io.riffle.enrichment.ProfileSource;
import io.riffle.metrics.AlertMetrics;
import io.riffle.metrics.DriftMetrics;
import io.riffle.metrics.FeatureMetrics;
import io.riffle.metrics.ModelMetrics;
import io.riffle.metrics.OutcomeMetrics;
import io.riffle.metrics.QualityMetrics;
import io.riffle.metrics.ScoringMetrics;
import io.riffle.scoring.CanaryWatch;
import io.riffle.scoring.ModelPorts;
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
 * @param featureSink present where features of history are materialized and there is somewhere to write to
 * @param references what the rows of a version are compared with where the pipeline declares drift
 */
public record Adapters(
        ModelPorts models,
        Optional<ProfileSource> profiles,
        ScoringMetrics metrics,
        LongSupplier nanoClock,
        LongSupplier wallClock,
        ReferenceProfiles references,
        DriftMetrics driftMetrics,
        OutcomeMetrics outcomeMetrics,
        FeatureMetrics featureMetrics,
        QualityMetrics qualityMetrics,
        AlertPorts alerts,
        Optional<FeatureSink> featureSink) {

    /** What alerts need from outside. */
    public record AlertPorts(CanaryStop canaries, AlertMetrics metrics) {
        public static final AlertPorts NONE = new AlertPorts(CanaryStop.NONE, AlertMetrics.NONE);
    }

    /** The same, and features of history go into this. */
    public Adapters withFeatureSink(FeatureSink sink) {
        return new Adapters(
                models,
                profiles,
                metrics,
                nanoClock,
                wallClock,
                references,
                driftMetrics,
                outcomeMetrics,
                featureMetrics,
                qualityMetrics,
                alerts,
                Optional.of(sink));
    }

    /** Of someone who writes no features. */
    public Adapters(
            ModelPorts models,
            Optional<ProfileSource> profiles,
            ScoringMetrics metrics,
            LongSupplier nanoClock,
            LongSupplier wallClock,
            ReferenceProfiles references,
            DriftMetrics driftMetrics,
            OutcomeMetrics outcomeMetrics,
            FeatureMetrics featureMetrics,
            QualityMetrics qualityMetrics,
            AlertPorts alerts) {
        this(
                models,
                profiles,
                metrics,
                nanoClock,
                wallClock,
                references,
                driftMetrics,
                outcomeMetrics,
                featureMetrics,
                qualityMetrics,
                alerts,
                Optional.empty());
    }

    /** Without what only {@code drift}, {@code outcomes}, {@code quality} and counts of odd values need. */
    public Adapters(
            ModelPorts models,
            Optional<ProfileSource> profiles,
            ScoringMetrics metrics,
            LongSupplier nanoClock,
            LongSupplier wallClock) {
        this(
                models,
                profiles,
                metrics,
                nanoClock,
                wallClock,
                version -> Optional.empty(),
                DriftMetrics.NONE,
                OutcomeMetrics.NONE,
                FeatureMetrics.NONE,
                QualityMetrics.NONE,
                AlertPorts.NONE);
    }

    /** Of someone who neither compares shadows nor watches canaries. */
    public Adapters(
            ModelSource models,
            Optional<ProfileSource> profiles,
            ScoringMetrics metrics,
            ModelMetrics modelMetrics,
            LongSupplier nanoClock,
            LongSupplier wallClock) {
        this(
                new ModelPorts(models, modelMetrics, (version, rows) -> {}, CanaryWatch.NONE),
                profiles,
                metrics,
                nanoClock,
                wallClock);
    }
}
