package io.riffle.enrichment;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.StateTransition;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A profile source behind a circuit breaker: when half of the last calls failed, one call per second goes through as a
 * probe and all others fail at once. A dead store then costs one deadline per second instead of one per frame, and is
 * used again about a second after it is back.
 *
 * <p>Slow answers do not count as failures: the deadline is what the user declared to be slow, and missing it is a
 * failure already.
 */
public final class BreakerProfileSource implements ProfileSource {
    private static final Logger LOG = LoggerFactory.getLogger(BreakerProfileSource.class);
    private static final int WINDOW = 10;
    private static final int FEWEST_CALLS = 5;
    private static final Duration OPEN = Duration.ofSeconds(1);

    /** So long without an answer, connections may be what is wrong. */
    private static final Duration RENEW = Duration.ofSeconds(5);

    /** No entity has this name; whether there is an answer matters, not which. */
    private static final String NOBODY = "riffle:probe";

    private static final long NEVER = Long.MIN_VALUE;

    private final ProfileSource source;
    private final LongSupplier nanoClock;
    private final CircuitBreaker breaker;
    private final AtomicLong failingSince = new AtomicLong(NEVER);
    private volatile String lastFailure = "none";

    /** @param nanoClock as {@link System#nanoTime}: a step of the wall clock must not keep the breaker open */
    public BreakerProfileSource(ProfileSource source, LongSupplier nanoClock) {
        this.source = source;
        this.nanoClock = nanoClock;
        breaker = CircuitBreaker.of("profiles", settings(nanoClock));
        breaker.getEventPublisher().onStateTransition(event -> log(event.getStateTransition()));
    }

    @Override
    public Map<String, EntityProfile> fetch(List<String> entities, Duration deadline)
            throws ProfileUnavailableException {
        if (!breaker.tryAcquirePermission()) {
            throw new ProfileUnavailableException("the profile store is not asked while its circuit breaker is open");
        }
        long start = nanoClock.getAsLong();
        try {
            Map<String, EntityProfile> answer = source.fetch(entities, deadline);
            failingSince.set(NEVER);
            breaker.onSuccess(nanoClock.getAsLong() - start, TimeUnit.NANOSECONDS);
            return answer;
        } catch (ProfileUnavailableException failure) {
            fail(start, failure);
            throw failure;
        } catch (RuntimeException unexpected) {
            fail(start, unexpected);
            throw new ProfileUnavailableException("the profile store must answer: " + unexpected, unexpected);
        }
    }

    /** Whether profiles are being read; false while the breaker is open or probing. */
    public boolean available() {
        return breaker.getState() == State.CLOSED;
    }

    /** Asks the store something if it is known to be away, so that its return is noticed without events. */
    public void probe(Duration deadline) {
        if (!available()) {
            try {
                fetch(List.of(NOBODY), deadline);
            } catch (ProfileUnavailableException away) {
                LOG.debug("profiles are still unavailable: {}", away.getMessage());
            }
        }
    }

    /** What the last failed call said, for health reports. */
    public String lastFailure() {
        return lastFailure;
    }

    @Override
    public void close() {
        source.close();
    }

    private void fail(long start, Exception failure) {
        lastFailure = String.valueOf(failure.getMessage());
        renewIfLasting(nanoClock.getAsLong());
        breaker.onError(nanoClock.getAsLong() - start, TimeUnit.NANOSECONDS, failure);
    }

    private void renewIfLasting(long now) {
        if (failingSince.compareAndSet(NEVER, now)) {
            return;
        }
        long since = failingSince.get();
        if (since != NEVER && now - since >= RENEW.toNanos() && failingSince.compareAndSet(since, now)) {
            source.renew();
        }
    }

    /** The beginning and the end of an outage are news, the probes in between are not. */
    private void log(StateTransition transition) {
        switch (transition) {
            case CLOSED_TO_OPEN ->
                LOG.warn(
                        "profiles are unavailable, predictions go on degraded; probing every {} ms: {}",
                        OPEN.toMillis(),
                        lastFailure);
            case HALF_OPEN_TO_CLOSED -> LOG.info("profiles are available again");
            default -> LOG.debug("profile circuit breaker: {}", transition);
        }
    }

    private static CircuitBreakerConfig settings(LongSupplier nanoClock) {
        return CircuitBreakerConfig.custom()
                .slidingWindow(WINDOW, FEWEST_CALLS, SlidingWindowType.COUNT_BASED)
                .failureRateThreshold(50)
                .slowCallRateThreshold(100)
                .slowCallDurationThreshold(Duration.ofDays(1))
                .waitDurationInOpenState(OPEN)
                .permittedNumberOfCallsInHalfOpenState(1)
                .clock(new MonotonicClock(nanoClock))
                .build();
    }
}
