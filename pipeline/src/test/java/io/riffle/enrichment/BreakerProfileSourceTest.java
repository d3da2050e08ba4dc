package io.riffle.enrichment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.util.List;
import java.util.Map;
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
