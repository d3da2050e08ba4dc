package io.riffle.app.cli;

import io.riffle.app.batch.BatchScoring;
import io.riffle.app.deploy.ModelVersions;
import io.riffle.app.process.OpenedSoFar;
import io.riffle.app.process.UserProblem;
import io.riffle.app.run.ProfileStore;
import io.riffle.config.Pipeline;
import io.riffle.enrichment.BreakerProfileSource;
import io.riffle.enrichment.ProfileSource;
import io.riffle.enrichment.redis.RedisProfileSource;
import io.riffle.metrics.FeatureMetrics;
import io.riffle.metrics.micrometer.PrometheusMetrics;
import io.riffle.model.ModelRefusedException;
import io.riffle.model.deployment.Deployment;
import io.riffle.scoring.CanaryWatch;
import io.riffle.scoring.ModelPorts;
import io.riffle.scoring.ModelSwitch;
import io.riffle.settings.LoadedSettings;
import io.riffle.topology.Adapters;
import io.riffle.topology.ScoringTopology;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What scoring without Kafka needs from outside: models, profiles and metrics that nobody reads. */
public final class BatchParts implements AutoCloseable {
    /** Nobody waits for one event: what is looked up may take its time. */
    private static final Map<String, String> PATIENT = Map.of("profile.deadline", "10s");

    /** A file has no partitions; its shards are by entity. */
    private static final Map<String, String> UNPARTITIONED = Map.of("event.partitioned-by-entity", "false");

    private static final Logger LOG = LoggerFactory.getLogger(BatchParts.class);
    private static final Duration REDIS_PATIENCE = Duration.ofSeconds(3);

    private final Pipeline pipeline;
    private final OpenedSoFar opened;
    private final ScoringTopology topology;

    private BatchParts(Pipeline pipeline, OpenedSoFar opened, ScoringTopology topology) {
        this.pipeline = pipeline;
        this.opened = opened;
        this.topology = topology;
    }

    /** The pipeline as files need it. */
    public static Pipeline pipeline(PipelineContext context) {
        return pipeline(context::load);
    }

    /** Loads a pipeline with some keys as they must be. */
    public interface Loading {
        LoadedSettings<Pipeline> load(Map<String, String> forced);
    }

    /** The same of a pipeline that is loaded otherwise. */
    public static Pipeline pipeline(Loading loading) {
        Pipeline declared = loading.load(UNPARTITIONED).value();
        if (declared.readProfile().isEmpty()) {
            return declared;
        }
        Map<String, String> forced = new LinkedHashMap<>(UNPARTITIONED);
        forced.putAll(PATIENT);
        return loading.load(forced).value();
    }

    /**
     * Loads models and looks profiles up.
     *
     * @param watch sees the runs of a canary and its champion
     */
    public static BatchParts open(Pipeline pipeline, ModelVersions versions, Deployment deployment, CanaryWatch watch)
            throws UserProblem, InterruptedException {
        try (OpenedSoFar opened = new OpenedSoFar()) {
            ModelSwitch models = opened.add(models(versions, deployment));
            PrometheusMetrics metrics = opened.add(new PrometheusMetrics(pipeline.name()));
            Adapters adapters = new Adapters(
                    new ModelPorts(models, metrics.models(), watch),
                    profiles(pipeline, opened, metrics.features()),
                    metrics.scoring(),
                    System::nanoTime,
                    System::currentTimeMillis);
            return new BatchParts(pipeline, opened.moved(), new ScoringTopology(pipeline, adapters));
        }
    }

    /**
     * Scores with these parts; to be closed before them.
     *
     * @param source what predictions carry as their topic
     */
    public BatchScoring scoring(String source, int threads) {
        return new BatchScoring(pipeline, topology, source, threads);
    }

    private static ModelSwitch models(ModelVersions versions, Deployment deployment) throws UserProblem {
        try {
            return new ModelSwitch(versions, deployment);
        } catch (ModelRefusedException refusal) {
            throw new UserProblem(String.valueOf(refusal.getMessage()), refusal);
        }
    }

    /** What is scored without profiles would have other scores than the stream: that is refused. */
    private static Optional<ProfileSource> profiles(Pipeline pipeline, OpenedSoFar opened, FeatureMetrics metrics)
            throws UserProblem, InterruptedException {
        if (pipeline.readProfile().isEmpty()) {
            return Optional.empty();
        }
        RedisProfileSource redis = ProfileStore.open(pipeline.readProfile().get(), metrics);
        BreakerProfileSource source = opened.add(new BreakerProfileSource(redis, System::nanoTime));
        if (!redis.awaitConnected(REDIS_PATIENCE)) {
            throw new UserProblem("Redis must answer, for profiles are features: it does not at "
                    + pipeline.readProfile().get().redis());
        }
        ProfileStore.checkLayout(redis, REDIS_PATIENCE).ifPresent(LOG::info);
        return Optional.of(source);
    }

    @Override
    public void close() {
        opened.close();
    }
}
