package io.riffle.metrics.micrometer;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.prometheus.metrics.model.snapshots.Labels;
import io.riffle.metrics.ModelMetrics;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** {@code riffle_model_*}, {@code riffle_shadow_*} and those of {@link DeploymentMeters}. Thread-safe: all tasks share one. */
final class MicrometerModelMetrics implements ModelMetrics {
    private static final double[] BATCH_BUCKETS = {1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024};

    private record Role(String model, String version, String variant) {
        Tags tags() {
            return Tags.of("model", model, "model_version", version, "variant", variant);
        }

        Labels labels(String pipeline) {
            return Labels.of("pipeline", pipeline, "model", model, "model_version", version, "variant", variant);
        }
    }

    private final MeterRegistry registry;
    private final String pipeline;
    private final ScoreHistograms scores;
    private final DeploymentMeters deployments;
    private final LabelledCounters skipped;
    private final Map<Role, Variant> variants = new ConcurrentHashMap<>();

    /** @param scores takes the place of the meter library's, which costs several times as much per score */
    MicrometerModelMetrics(MeterRegistry registry, String pipeline, ScoreHistograms scores) {
        this.registry = registry;
        this.pipeline = pipeline;
        this.scores = scores;
        deployments = new DeploymentMeters(registry);
        skipped = new LabelledCounters(
                registry,
                "riffle.shadow.skipped.rows",
                "Rows that a shadow did not score because shadows had used up their share of the time",
                "model_version");
    }

    @Override
    public void shadowSkipped(String version, int rows) {
        skipped.counter(version).increment(rows);
    }

    @Override
    public void deploymentsFollowed(List<String> stages) {
        deployments.followed(stages);
    }

    @Override
    public void deploymentApplied(long revision) {
        deployments.applied(revision);
    }

    @Override
    public void deploymentRefused(String stage) {
        deployments.refused(stage);
    }

    @Override
    public void canaryStep(String result) {
        deployments.step(result);
    }

    @Override
    public Variant of(String model, String version, String variant) {
        return variants.computeIfAbsent(new Role(model, version, variant), this::counters);
    }

    private Variant counters(Role role) {
        return new Counters(registry, role, scores.of(role.labels(pipeline)));
    }

    private static final class Counters implements Variant {
        private final Counter requests;
        private final Counter errors;
        private final Timer runs;
        private final DistributionSummary batches;
        private final ScoreHistograms.Scores scores;

        Counters(MeterRegistry registry, Role role, ScoreHistograms.Scores scores) {
            this.scores = scores;
            requests = Counter.builder("riffle.model.requests")
                    .description("Rows that a model version was given to score")
                    .tags(role.tags())
                    .register(registry);
            errors = Counter.builder("riffle.model.errors")
                    .description("Rows that a model version could not score")
                    .tags(role.tags())
                    .register(registry);
            runs = Timer.builder("riffle.model.run")
                    .description("Time of one run of a model version, with the building of its input")
                    .tags(role.tags())
                    .serviceLevelObjectives(TimeBuckets.frames())
                    .register(registry);
            batches = DistributionSummary.builder("riffle.model.batch.rows")
                    .description("Rows of one run of a model version")
                    .tags(role.tags())
                    .serviceLevelObjectives(BATCH_BUCKETS)
                    .register(registry);
        }

        @Override
        public void batch(int rows, int failed, long nanoseconds) {
            requests.increment(rows);
            errors.increment(failed);
            runs.record(nanoseconds, TimeUnit.NANOSECONDS);
            batches.record(rows);
        }

        @Override
        public void scores(double[] values, int rows) {
            scores.add(values, rows);
        }
    }
}
