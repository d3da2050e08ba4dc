package io.riffle.app.run;

import io.riffle.app.deploy.Deployments;
import io.riffle.app.process.UserProblem;
import io.riffle.config.FieldConfig;
import io.riffle.config.Pipeline;
import io.riffle.enrichment.BreakerProfileSource;
import io.riffle.enrichment.FeatureSink;
import io.riffle.enrichment.ProfileSource;
import io.riffle.enrichment.redis.RedisFeatureSink;
import io.riffle.enrichment.redis.RedisProfileSource;
import io.riffle.metrics.ModelMetrics;
import io.riffle.metrics.ScoringMetrics;
import io.riffle.metrics.SilentScoringMetrics;
import io.riffle.metrics.micrometer.PrometheusMetrics;
import io.riffle.scoring.ModelPorts;
import io.riffle.topology.Adapters;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The outside world of one process: model, Redis and clocks. The only place that builds them. */
public final class AppAdapters implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(AppAdapters.class);

    /** Connecting takes a moment; the first predictions should not be degraded for that. */
    private static final Duration REDIS_PATIENCE = Duration.ofSeconds(3);

    private final FolderReferenceProfiles references;
    private final Deployments deployments;
    private final Optional<BreakerProfileSource> profiles;
    private final Optional<FeatureSink> sink;

    private AppAdapters(
            Pipeline pipeline,
            Deployments deployments,
            Optional<BreakerProfileSource> profiles,
            Optional<FeatureSink> sink) {
        references = new FolderReferenceProfiles(
                pipeline.models(),
                version -> deployments.deployment().fingerprints().getOrDefault(version, ""),
                System::nanoTime);
        this.deployments = deployments;
        this.profiles = profiles;
        this.sink = sink;
    }

    public static AppAdapters open(Pipeline pipeline, PrometheusMetrics metrics)
            throws UserProblem, InterruptedException {
        checkImageFolders(pipeline);
        if (pipeline.profile().isPresent()) {
            ProfileStore.check(pipeline.profile().get().tls());
        }
        Deployments deployments = Deployments.open(pipeline, metrics.deployments(), metrics.canary());
        Optional<FeatureSink> sink = sink(pipeline, metrics);
        if (pipeline.readProfile().isEmpty()) {
            return new AppAdapters(pipeline, deployments, Optional.empty(), sink);
        }
        RedisProfileSource redis = new RedisProfileSource(pipeline.readProfile().get());
        if (!redis.awaitConnected(REDIS_PATIENCE)) {
            LOG.warn(
                    "Redis does not answer at {}: predictions are degraded until it does",
                    pipeline.readProfile().get().redis());
        }
        return new AppAdapters(
                pipeline, deployments, Optional.of(new BreakerProfileSource(redis, System::nanoTime)), sink);
    }

    private static Optional<FeatureSink> sink(Pipeline pipeline, PrometheusMetrics metrics)
            throws InterruptedException {
        if (pipeline.materialized().isEmpty()) {
            return Optional.empty();
        }
        RedisFeatureSink sink = new RedisFeatureSink(pipeline.profile().orElseThrow(), metrics.featureWrites());
        sink.awaitConnected(REDIS_PATIENCE);
        return Optional.of(sink);
    }

    /** A folder that is missing now would stop the pipeline at the first event. */
    private static void checkImageFolders(Pipeline pipeline) throws UserProblem {
        for (FieldConfig field : pipeline.event().fields()) {
            Optional<Path> folder = field.image().folder();
            if (folder.isPresent() && !Files.isReadable(folder.get())) {
                throw new UserProblem("event.fields." + field.name() + ".folder must be a folder that can be read: was "
                        + folder.get());
            }
        }
    }

    public Adapters with(ScoringMetrics metrics, PrometheusMetrics models) {
        return new Adapters(
                new ModelPorts(deployments, models.models(), models.shadows(), deployments.canaryWatch()),
                profiles.map(ProfileSource.class::cast),
                metrics,
                System::nanoTime,
                System::currentTimeMillis,
                new Adapters.WatchPorts(
                        references, models.drift(), models.outcomes(), models.features(), models.quality()),
                new Adapters.AlertPorts(deployments::stopCanary, models.alerts()),
                sink);
    }

    /** The same for events that are asked about: they are counted neither as events nor for canaries and shadows. */
    Adapters asked() {
        return new Adapters(
                ModelPorts.of(deployments, ModelMetrics.NONE),
                profiles.map(ProfileSource.class::cast),
                new SilentScoringMetrics(),
                System::nanoTime,
                System::currentTimeMillis);
    }

    /** Empty where the pipeline has no profile. */
    Optional<BreakerProfileSource> profiles() {
        return profiles;
    }

    Deployments deployments() {
        return deployments;
    }

    @Override
    public void close() {
        profiles.ifPresent(BreakerProfileSource::close);
        sink.ifPresent(FeatureSink::close);
        deployments.close();
    }
}
