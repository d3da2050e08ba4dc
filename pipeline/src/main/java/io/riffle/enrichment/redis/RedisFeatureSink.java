package io.riffle.enrichment.redis;

import io.riffle.config.ProfileConfig;
import io.riffle.enrichment.FeatureSink;
import io.riffle.enrichment.ProfileUnavailableException;
import io.riffle.enrichment.ProfileUpdate;
import io.riffle.metrics.FeatureMetrics;
import io.riffle.metrics.FeatureMetrics.Write;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Features into Redis, each frame's in one write to each node. How much may be under way is bounded; what comes beyond is
 * dropped and counted. Waiting instead would slow scoring down to the store's pace; queueing without a bound would spend the
 * memory that an outage needs. A connection of its own: what is read does not stand in line behind what is written.
 */
public final class RedisFeatureSink implements FeatureSink {
    private static final Logger LOG = LoggerFactory.getLogger(RedisFeatureSink.class);

    /** Entities; at 200 bytes each a few megabytes. */
    private static final int MOST_UNDER_WAY = 16_384;

    private static final Duration FAREWELL = Duration.ofSeconds(2);

    private final RedisLink link;
    private final NewerValues newer;
    private final FeatureMetrics metrics;
    private final Semaphore room = new Semaphore(MOST_UNDER_WAY);
    private final AtomicBoolean failing = new AtomicBoolean();

    /** Returns at once and connects in the background; Redis may be down. */
    public RedisFeatureSink(ProfileConfig config, FeatureMetrics metrics) {
        this.metrics = metrics;
        link = RedisLink.open(config.redis(), config.tls());
        newer = new NewerValues(link, new RedisKeys(config.key()));
    }

    /** Waits until there is a first connection; false when there is none in time. */
    public boolean awaitConnected(Duration timeout) throws InterruptedException {
        return link.awaitConnected(timeout);
    }

    @Override
    public void write(List<ProfileUpdate> updates) {
        if (updates.isEmpty()) {
            return;
        }
        long values = updates.stream()
                .mapToLong(update -> update.values().size() + update.gone().size())
                .sum();
        if (!room.tryAcquire(updates.size())) {
            drop(values, "too much is under way");
            return;
        }
        try {
            CompletableFuture<Long> unused = newer.send(updates).whenComplete((set, failure) -> {
                room.release(updates.size());
                report(values, set, failure);
            });
        } catch (ProfileUnavailableException | RuntimeException away) {
            room.release(updates.size());
            drop(values, String.valueOf(away.getMessage()));
        }
    }

    private void report(long values, @Nullable Long set, @Nullable Throwable failure) {
        if (failure != null || set == null) {
            metrics.written(Write.FAILED, values);
            warn(cause(failure));
            return;
        }
        metrics.written(Write.WRITTEN, set);
        metrics.written(Write.OLDER, values - set);
        if (failing.compareAndSet(true, false)) {
            LOG.info("features of history are written again");
        }
    }

    private static String cause(@Nullable Throwable failure) {
        return failure instanceof CompletionException wrapped ? cause(wrapped.getCause()) : String.valueOf(failure);
    }

    private void drop(long values, String reason) {
        metrics.written(Write.DROPPED, values);
        warn(reason);
    }

    /** The beginning and the end of an outage are news; the metric counts what is in between. */
    private void warn(String reason) {
        if (failing.compareAndSet(false, true)) {
            LOG.warn("features of history are not written to {}, scoring goes on: {}", link.address(), reason);
        }
    }

    @Override
    public void close() {
        try {
            if (!room.tryAcquire(MOST_UNDER_WAY, FAREWELL.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.warn("the last features of history were not written within {} s", FAREWELL.toSeconds());
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        link.close();
    }
}
