package io.riffle.app.http;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * A token bucket per client: {@code rate} requests per second, saved up for one second. Thread-safe. Clients that are
 * not heard of for longer are forgotten, which gives them a full bucket, as waiting would have.
 */
final class RateLimit {
    private static final int MOST_CLIENTS = 10_000;

    private final int rate;
    private final LongSupplier nanoClock;
    private final Cache<String, Bucket> buckets =
            Caffeine.newBuilder().maximumSize(MOST_CLIENTS).build();

    /** @param rate requests per second and client; 0 is no limit */
    RateLimit(int rate, LongSupplier nanoClock) {
        this.rate = rate;
        this.nanoClock = nanoClock;
    }

    /** Whether the client may send one more request now. */
    boolean admits(String client) {
        return rate == 0 || bucket(client).take(1);
    }

    /** Takes more from a client whose request was expensive or suspicious, such as a guessed password. */
    void charge(String client, int requests) {
        if (rate > 0) {
            bucket(client).charge(requests);
        }
    }

    private Bucket bucket(String client) {
        return buckets.get(client, unknown -> new Bucket(rate, nanoClock.getAsLong()));
    }

    private final class Bucket {
        private double saved;
        private long filled;

        Bucket(double saved, long filled) {
            this.saved = saved;
            this.filled = filled;
        }

        synchronized boolean take(int requests) {
            fill();
            if (saved < requests) {
                return false;
            }
            saved -= requests;
            return true;
        }

        synchronized void charge(int requests) {
            fill();
            saved = Math.max(-rate, saved - requests);
        }

        private void fill() {
            long now = nanoClock.getAsLong();
            double seconds = Math.max(0, now - filled) / (double) TimeUnit.SECONDS.toNanos(1);
            saved = Math.min(rate, saved + seconds * rate);
            filled = now;
        }
    }
}
