package io.riffle.app;

import io.riffle.config.Pipeline;
import io.riffle.enrichment.BreakerProfileSource;
import io.riffle.enrichment.ProfileSource;
import io.riffle.enrichment.redis.RedisProfileSource;
import io.riffle.metrics.ScoringMetrics;
import io.riffle.topology.Adapters;
import java.util.Optional;

/** The outside world of one process: model, Redis and clocks. The only place that builds them. */
final class AppAdapters implements AutoCloseable {
    private final LiveModel model;
    private final Optional<BreakerProfileSource> profiles;

    private AppAdapters(LiveModel model, Optional<BreakerProfileSource> profiles) {
        this.model = model;
        this.profiles = profiles;
    }

    static AppAdapters open(Pipeline pipeline) throws StartException {
        LiveModel model = LiveModel.load(pipeline);
        return new AppAdapters(
                model,
                pipeline.profile()
                        .map(config -> new BreakerProfileSource(new RedisProfileSource(config), System::nanoTime)));
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
