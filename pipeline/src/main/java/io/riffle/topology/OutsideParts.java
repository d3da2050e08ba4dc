package io.riffle.topology;

import io.riffle.config.Pipeline;
import io.riffle.enrichment.BreakerProfileSource;
import io.riffle.enrichment.FeatureSink;
import io.riffle.enrichment.ProfileLayoutException;
import io.riffle.enrichment.ProfileSource;
import io.riffle.enrichment.ProfileUnavailableException;
import io.riffle.enrichment.redis.RedisFeatureSink;
import io.riffle.enrichment.redis.RedisProfileSource;
import io.riffle.metrics.ScoringMetrics;
import io.riffle.metrics.micrometer.PrometheusMetrics;
import io.riffle.scoring.ModelPorts;
import io.riffle.watch.alert.CanaryStop;
import io.riffle.watch.drift.FolderReferenceProfiles;
import io.riffle.watch.drift.ReferenceProfiles;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a declared pipeline needs from outside beside its models: Redis, reference profiles and clocks. */
public final class OutsideParts implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(OutsideParts.class);

    /** Connecting takes a moment; the first predictions should not be degraded for that. */
    private static final Duration REDIS_PATIENCE = Duration.ofSeconds(3);

    /**
     * The clocks of a process.
     *
     * @param nanos for durations, in nanoseconds
     * @param millis since the epoch
     */
    public record Clocks(LongSupplier nanos, LongSupplier millis) {}

    private final ReferenceProfiles references;
    private final Optional<BreakerProfileSource> profiles;
    private final Optional<FeatureSink> sink;
    private final Clocks clocks;

    private OutsideParts(
            ReferenceProfiles references,
            Optional<BreakerProfileSource> profiles,
            Optional<FeatureSink> sink,
            Clocks clocks) {
        this.references = references;
        this.profiles = profiles;
        this.sink = sink;
        this.clocks = clocks;
    }

    /**
     * Connects to Redis if the pipeline has a profile or writes features; a Redis that does not answer within 3 s is
     * reported, and predictions are degraded until it does.
     *
     * @param fingerprints what the folder of a version in use must hash to; empty if it may be anything
     * @throws ProfileLayoutException if what is stored cannot be read as {@code profile.layout} says
     */
    public static OutsideParts open(
            Pipeline pipeline, Function<String, String> fingerprints, PrometheusMetrics metrics, Clocks clocks)
            throws InterruptedException {
        ReferenceProfiles references =
                new FolderReferenceProfiles(pipeline.models(), fingerprints, clocks.nanos(), clocks.millis());
        Optional<FeatureSink> sink = sink(pipeline, metrics);
        if (pipeline.readProfile().isEmpty()) {
            return new OutsideParts(references, Optional.empty(), sink, clocks);
        }
        RedisProfileSource redis = new RedisProfileSource(pipeline.readProfile().get(), metrics.features());
        if (!redis.awaitConnected(REDIS_PATIENCE)) {
            LOG.warn(
                    "Redis does not answer at {}: predictions are degraded until it does",
                    pipeline.readProfile().get().redis());
        } else {
            requireLayout(redis, sink);
        }
        return new OutsideParts(references, Optional.of(new BreakerProfileSource(redis, clocks.nanos())), sink, clocks);
    }

    /** What cannot be asked now is seen, and counted, when it is asked for an event. */
    private static void requireLayout(RedisProfileSource redis, Optional<FeatureSink> sink) {
        try {
            Optional<String> mismatch = redis.mismatch(REDIS_PATIENCE);
            if (mismatch.isPresent()) {
                redis.close();
                sink.ifPresent(FeatureSink::close);
                throw new ProfileLayoutException(mismatch.get());
            }
        } catch (ProfileUnavailableException unseen) {
            LOG.info("stored profiles were not looked at before the start: {}", unseen.getMessage());
        }
    }

    private static Optional<FeatureSink> sink(Pipeline pipeline, PrometheusMetrics metrics)
            throws InterruptedException {
        if (pipeline.materialized().isEmpty()) {
            return Optional.empty();
        }
        RedisFeatureSink sink = new RedisFeatureSink(pipeline.profile().orElseThrow(), metrics.features());
        sink.awaitConnected(REDIS_PATIENCE);
        return Optional.of(sink);
    }

    /** All that the topology needs, with these models. */
    public Adapters adapters(
            ModelPorts models, ScoringMetrics scoring, PrometheusMetrics metrics, CanaryStop canaries) {
        return scoringOnly(models, scoring)
                .with(new Adapters.WatchPorts(
                        references, metrics.drift(), metrics.outcomes(), metrics.features(), metrics.quality()))
                .with(new Adapters.AlertPorts(canaries, metrics.alerts()))
                .with(sink);
    }

    /** What stages need that answer and watch nothing. */
    public Adapters scoringOnly(ModelPorts models, ScoringMetrics scoring) {
        return new Adapters(models, profiles.map(ProfileSource.class::cast), scoring, clocks.nanos(), clocks.millis());
    }

    /** Empty if the pipeline has no profile. */
    public Optional<BreakerProfileSource> profiles() {
        return profiles;
    }

    @Override
    public void close() {
        profiles.ifPresent(BreakerProfileSource::close);
        sink.ifPresent(FeatureSink::close);
    }
}
