package io.riffle.watch.outcome;

import static org.assertj.core.api.Assertions.assertThat;

import io.riffle.schema.ScoredBy;
import io.riffle.stats.MulticlassPerformance.Ranked;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.Test;

/** What an experiment has met is written in records that a changelog takes, however large a frame is. */
class SeenEntitiesTest {
    /** The most rows that a frame may have. */
    private static final int ROWS = 100_000;

    private static final int MOST_BYTES = 1 << 16;

    private final KeyValueStore<Bytes, byte[]> store =
            Stores.inMemoryKeyValueStore("seen").get();

    @Test
    void records_areSmall_andHoldEveryEntity_howeverLargeAFrameIs() {
        SeenEntities seen = new SeenEntities(OutcomeStore.seen(store));
        for (int row = 0; row < ROWS; row++) {
            assertThat(seen.add(event(row))).isTrue();
        }
        seen.keep("e", 1_000);

        try (KeyValueIterator<Bytes, byte[]> records = store.all()) {
            records.forEachRemaining(record -> assertThat(record.value).hasSizeLessThan(MOST_BYTES));
        }
        SeenEntities restarted = new SeenEntities(OutcomeStore.seen(store));
        for (int row = 0; row < ROWS; row++) {
            assertThat(restarted.add(event(row))).isFalse();
        }
        assertThat(restarted.add(event(ROWS))).isTrue();
    }

    @Test
    void records_goAll_whenTheirExperimentIsOver() {
        SeenEntities seen = new SeenEntities(OutcomeStore.seen(store));
        for (int row = 0; row < ROWS; row++) {
            seen.add(event(row));
        }
        seen.keep("e", 1_000);
        seen.forgetBefore(1_001);
        assertThat(store.approximateNumEntries()).isZero();
    }

    private static ScoredEvent event(int row) {
        return new ScoredEvent(
                "event-" + row, "entity-" + row, 1_000, 0.5, null, new ScoredBy("m", "1", "a"), "e", Ranked.NONE);
    }
}
