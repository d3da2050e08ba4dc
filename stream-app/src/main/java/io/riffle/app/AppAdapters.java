package io.riffle.app;

import io.riffle.config.Pipeline;
import io.riffle.enrichment.BreakerProfileSource;
import io.riffle.enrichment.ProfileSource;
import io.riffle.enrichment.redis.RedisProfileSource;
import io.riffle.metrics.ScoringMetrics;
import io.riffle.topology.Adapters;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The outside world of one process: model, Redis and clocks. The only place that builds them. */
final class AppAdapters implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(AppAdapters.class);

    /** Connecting takes a moment; the first predictions should not be degraded for that. */
    private static final Duration REDIS_PATIENCE = Duration.ofSeconds(3);

    private final LiveModel model;
    private final Optional<BreakerProfileSource> profiles;

    private AppAdapters(LiveModel model, Optional<BreakerProfileSource> profiles) {
        this.model = model;
        this.profiles = profiles;
    }

    static AppAdapters open(Pipeline pipeline) throws StartException, InterruptedException {
        LiveModel model = LiveModel.load(pipeline);
        if (pipeline.profile().isEmpty()) {
            return new AppAdapters(model, Optional.empty());
        }
        RedisProfileSource redis = new RedisProfileSource(pipeline.profile().get());
        if (!redis.awaitConnected(REDIS_PATIENCE)) {
            LOG.warn(
                    "Redis does not answer at {}: predictions are degraded until it does",
                    pipeline.profile().get().redis());
        }
        return new AppAdapters(model, Optional.of(new BreakerProfileSource(redis, System::nanoTime)));
    }

    Adapters with(ScoringMetrics metrics) {
        return new Adapters(
                model::scorer,
                profiles.map(ProfileSource.class::cast),
                metrics,
                System::nanoTime,
                System::currentTimeMillis);
    }

    /** Empty where the pipeline has no profile. */
    Optional<BreakerProfileSource> profiles() {
        return profiles;
    }

    LiveModel model() {
        return model;
    }

    @Override
    public void close() {
        profiles.ifPresent(BreakerProfileSource::close);
        model.close();
    }
}
