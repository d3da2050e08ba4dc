package io.riffle.enrichment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class BreakerProfileSourceTest {
    private static final Duration DEADLINE = Duration.ofMillis(20);

    private final InMemoryProfileSource store = new InMemoryProfileSource(List.of());
    private long nanoTime;
    private final BreakerProfileSource breaker = new BreakerProfileSource(store, () -> nanoTime);

    @Test
    void fetch_stopsAskingTheStore_whenItFailsAgainAndAgain() {
        store.available(false);
        failingCalls(100);

        assertThat(store.calls()).hasSize(5);
        assertThat(breaker.available()).isFalse();
        assertThat(breaker.lastFailure()).isEqualTo("the twin must be available: it is not");
    }

    /** The cost of an outage: one call per second, whatever the load. */
    @Test
    void fetch_probesOncePerSecond_whenTheStoreStaysDown() {
        store.available(false);
        failingCalls(5);
        for (int second = 0; second < 10; second++) {
            nanoTime += Duration.ofMillis(1_001).toNanos();
            failingCalls(50);
        }

        assertThat(store.calls()).hasSize(15);
    }

    @Test
    void fetch_usesTheStoreAgain_whenAProbeSucceeds() throws Exception {
        store.available(false);
        failingCalls(20);
        store.available(true);
        failingCalls(1);

        nanoTime += Duration.ofMillis(1_001).toNanos();

        assertThat(breaker.fetch(List.of("card-1"), DEADLINE)).isEmpty();
        assertThat(breaker.available()).isTrue();
        assertThat(breaker.fetch(List.of("card-1"), DEADLINE)).isEmpty();
    }

    /** The end of an outage is seen by who asks for health, not only by the next event. */
    @Test
    void probe_findsTheStoreAgain_withoutEvents() {
        store.available(false);
        failingCalls(20);
        store.available(true);
        nanoTime += Duration.ofMillis(1_001).toNanos();

        breaker.probe(DEADLINE);

        assertThat(breaker.available()).isTrue();
        int calls = store.calls().size();
        breaker.probe(DEADLINE);
        assertThat(store.calls()).hasSize(calls);
    }

    /** A connection that nothing comes through is not better by waiting; one that works is left alone. */
    @Test
    void fetch_renewsConnections_whenNothingWasAnsweredForFiveSeconds() throws Exception {
        AtomicInteger renewed = new AtomicInteger();
        AtomicBoolean works = new AtomicBoolean(true);
        BreakerProfileSource source = new BreakerProfileSource(
                new ProfileSource() {
                    @Override
                    public Map<String, EntityProfile> fetch(List<String> entities, Duration deadline)
                            throws ProfileUnavailableException {
                        if (works.get()) {
                            return Map.of();
                        }
                        throw new ProfileUnavailableException("late");
                    }

                    @Override
                    public void renew() {
                        renewed.incrementAndGet();
                    }

                    @Override
                    public void close() {}
                },
                () -> nanoTime);
        for (int second = 0; second < 30; second++) {
            works.set(second % 4 == 0);
            attempt(source);
        }
        assertThat(renewed).as("some calls are late").hasValue(0);

        works.set(false);
        for (int second = 0; second < 12; second++) {
            attempt(source);
        }
        assertThat(renewed).hasValue(2);
    }

    private void attempt(ProfileSource source) {
        nanoTime += Duration.ofMillis(1_001).toNanos();
        try {
            source.fetch(List.of("card-1"), DEADLINE);
        } catch (ProfileUnavailableException late) {
            assertThat(late).isNotNull();
        }
    }

    @Test
    void fetch_goesOn_whenFewCallsFail() throws Exception {
        for (int i = 0; i < 100; i++) {
            store.available(i % 3 != 0);
            if (i % 3 == 0) {
                failingCalls(1);
            } else {
                breaker.fetch(List.of("card-1"), DEADLINE);
            }
        }

        assertThat(store.calls()).hasSize(100);
    }

    /** A defect in an adapter degrades predictions like an outage; it must not stop the stream. */
    @Test
    void fetch_isUnavailable_whenTheStoreThrowsSomethingElse() {
        ProfileSource broken = new ProfileSource() {
            @Override
            public Map<String, EntityProfile> fetch(List<String> entities, Duration deadline) {
                throw new IllegalStateException("a defect");
            }

            @Override
            public void close() {}
        };

        assertThatExceptionOfType(ProfileUnavailableException.class)
                .isThrownBy(() -> new BreakerProfileSource(broken, () -> 0).fetch(List.of("card-1"), DEADLINE))
                .withMessageContaining("a defect");
    }

    private void failingCalls(int calls) {
        for (int i = 0; i < calls; i++) {
            assertThatExceptionOfType(ProfileUnavailableException.class)
                    .isThrownBy(() -> breaker.fetch(List.of("card-1"), DEADLINE));
        }
    }
}
