package io.riffle.duplicate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RecentEventsTest {
    private static final long START = 1_736_121_600_000L;
    private static final long HORIZON = 16_000;

    private final RecentEvents events = new RecentEvents(Duration.ofMillis(HORIZON));

    @Test
    void add_rememberForTheHorizonAndAtMostASixteenthMore() {
        for (long phase = 0; phase < 1000; phase += 111) {
            events.clear();
            advance(START + phase);
            assertThat(events.add(1)).isTrue();
            advance(START + phase + HORIZON);
            assertThat(events.add(1)).as("within the horizon, phase %d", phase).isFalse();
            advance(START + phase + HORIZON + 1000);
            assertThat(events.add(1)).as("after it, phase %d", phase).isTrue();
        }
    }

    @Test
    void add_agreesWithAMap_underRandomIdsGrowthAndExpiry() {
        Random random = new Random(1);
        Map<Long, Long> accepted = new HashMap<>();
        long time = START;
        int duplicates = 0;
        for (int i = 0; i < 200_000; i++) {
            time += random.nextInt(5);
            advance(time - random.nextInt(3000));
            advance(time);
            long id = random.nextInt(20_000);
            Long bucket = accepted.get(id);
            boolean expected = bucket == null || events.bucket() - bucket > RecentEvents.BUCKETS;
            assertThat(events.add(id)).as("event %d", i).isEqualTo(expected);
            duplicates += expected ? 0 : 1;
            if (expected) {
                accepted.put(id, events.bucket());
            }
        }
        assertThat(duplicates).isBetween(10_000, 150_000);
    }

    /** A hundred times more ids than are remembered at once: the table must not grow with them. */
    @Test
    void add_needsMemoryForRememberedIdsOnly() {
        for (long i = 0; i < 2_000_000; i++) {
            advance(START + i);
            assertThat(events.add(i)).isTrue();
        }
        assertThat(events.capacity()).isLessThanOrEqualTo(131_072);
    }

    @Test
    void advance_ignoresFuture_beyondTheRecordsTimestamp() {
        advance(START);
        events.add(1);
        events.advance(START + Duration.ofDays(9000).toMillis(), START + 5);
        assertThat(events.time()).isEqualTo(START + 5);
        assertThat(events.add(1)).isFalse();
    }

    @Test
    void advance_followsAGapAtOnce_andNeverGoesBack() {
        advance(START);
        events.advance(START + 86_400_000, START + 86_400_001);
        assertThat(events.time()).isEqualTo(START + 86_400_000);
        events.advance(START, START);
        assertThat(events.time()).isEqualTo(START + 86_400_000);
    }

    @Test
    void add_takesZeroAsAnyOtherHash() {
        advance(START);
        assertThat(events.add(0)).isTrue();
        assertThat(events.add(0)).isFalse();
    }

    @Test
    void constructor_refusesHorizonOfZero() {
        assertThatThrownBy(() -> new RecentEvents(Duration.ZERO)).hasMessageContaining("must be positive: was PT0S");
    }

    private void advance(long time) {
        events.advance(time, -1);
    }
}
