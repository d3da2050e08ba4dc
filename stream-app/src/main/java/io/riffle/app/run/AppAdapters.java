package io.riffle.app.run;

import io.riffle.app.deploy.Deployments;
import io.riffle.app.process.UserProblem;
import io.riffle.config.Pipeline;
import io.riffle.config.event.FieldConfig;
import io.riffle.enrichment.BreakerProfileSource;
import io.riffle.enrichment.ProfileLayoutException;
import io.riffle.metrics.ModelMetrics;
import io.riffle.metrics.ScoringMetrics;
import io.riffle.metrics.micrometer.PrometheusMetrics;
import io.riffle.scoring.ModelPorts;
import io.riffle.topology.Adapters;
import io.riffle.topology.OutsideParts;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The outside world of one process: model, Redis and clocks. The only place that builds them. */
public final class AppAdapters implements AutoCloseable {
    private final Deployments deployments;
    private final OutsideParts outside;

    private AppAdapters(Deployments deployments, OutsideParts outside) {
        this.deployments = deployments;
        this.outside = outside;
    }

    public static AppAdapters open(Pipeline pipeline, PrometheusMetrics metrics)
            throws UserProblem, InterruptedException {
        checkImageFolders(pipeline);
        if (pipeline.profile().isPresent()) {
            ProfileStore.check(pipeline.profile().get().tls());
        }
        Deployments deployments = Deployments.open(pipeline, metrics.models());
        try {
            OutsideParts outside = OutsideParts.open(
                    pipeline,
                    version -> deployments.deployment().fingerprints().getOrDefault(version, ""),
                    metrics,
                    new OutsideParts.Clocks(System::nanoTime, System::currentTimeMillis));
            return new AppAdapters(deployments, outside);
        } catch (ProfileLayoutException mismatch) {
            deployments.close();
            throw new UserProblem(String.valueOf(mismatch.getMessage()), mismatch);
        }
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
        return outside.adapters(
                new ModelPorts(deployments, models.models(), deployments.canaryWatch()),
                metrics,
                models,
                deployments::stopCanary);
    }

    /** The same for events that are asked about: they are counted neither as events nor for canaries and shadows. */
    Adapters asked() {
        return outside.scoringOnly(ModelPorts.of(deployments, ModelMetrics.NONE), ScoringMetrics.NONE);
    }

    /** Empty if the pipeline has no profile. */
    Optional<BreakerProfileSource> profiles() {
        return outside.profiles();
    }

    Deployments deployments() {
        return deployments;
    }

    @Override
    public void close() {
        outside.close();
        deployments.close();
    }
}
