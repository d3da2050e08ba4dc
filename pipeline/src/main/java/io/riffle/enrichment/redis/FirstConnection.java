package io.riffle.enrichment.redis;

import io.lettuce.core.resource.ClientResources;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tries to connect until it has. The client reconnects by itself once it has been connected; the first connection is
 * retried here, because a process must start while Redis is down.
 */
final class FirstConnection<C> {
    private static final Logger LOG = LoggerFactory.getLogger(FirstConnection.class);

    private final String address;
    private final ClientResources resources;
    private final Supplier<CompletionStage<C>> attempt;
    private final CompletableFuture<C> first = new CompletableFuture<>();
    private volatile @Nullable Future<?> pending;
    private volatile boolean stopped;

    FirstConnection(String address, ClientResources resources, Supplier<CompletionStage<C>> attempt) {
        this.address = address;
        this.resources = resources;
        this.attempt = attempt;
        connect(true);
    }

    /** The connection, or null while there has never been one. */
    @Nullable
    C now() {
        return first.getNow(null);
    }

    /** Waits for the connection; false when there is none in time. */
    boolean await(Duration timeout) throws InterruptedException {
        try {
            first.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
            return true;
        } catch (TimeoutException | ExecutionException none) {
            return false;
        }
    }

    /** No more attempts; one that is under way may fail unheard. */
    void stop() {
        stopped = true;
        Future<?> next = pending;
        if (next != null) {
            next.cancel(false);
        }
    }

    private void connect(boolean firstAttempt) {
        if (stopped) {
            return;
        }
        try {
            attempt.get().whenComplete((connection, failure) -> {
                if (failure == null) {
                    first.complete(connection);
                    return;
                }
                retry(failure, firstAttempt);
            });
        } catch (RuntimeException failure) {
            retry(failure, firstAttempt);
        }
    }

    private void retry(Throwable failure, boolean firstAttempt) {
        if (stopped) {
            return;
        }
        if (firstAttempt) {
            LOG.warn("Redis must be reachable at {}: {}; trying again in the background", address, cause(failure));
        }
        try {
            pending = resources
                    .eventExecutorGroup()
                    .schedule(() -> connect(false), RedisClientSettings.RETRY.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException closing) {
            LOG.debug("no further attempt: the client was closed meanwhile", closing);
        }
    }

    /** The innermost message: the outer ones only say that connecting failed. */
    private static String cause(Throwable failure) {
        Throwable innermost = failure;
        while (innermost.getCause() != null) {
            innermost = innermost.getCause();
        }
        return String.valueOf(innermost.getMessage());
    }
}
