package io.riffle.watch.window;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.List;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.Test;

class WindowedCountingTest {
    private static final long SIZE = 60_000;
    private static final long START = 1_700_000_000_000L / SIZE * SIZE;

    private final MockProcessorContext<byte[], Object> context =
            new MockProcessorContext<>(new java.util.Properties(), new TaskId(0, 3), null);
    private final KeyValueStore<Bytes, byte[]> store =
            Stores.inMemoryKeyValueStore("windows").get();

    /** A number of rows. */
    private static final class Rows implements MergeableCounts<Rows> {
        private long rows;

        static Rows of(long rows) {
            Rows made = new Rows();
            made.rows = rows;
            return made;
        }

        @Override
        public long rows() {
            return rows;
        }

        @Override
        public void add(Rows other) {
            rows += other.rows;
        }

        @Override
        public byte[] toBytes() {
            return ByteBuffer.allocate(Long.BYTES).putLong(rows).array();
        }
    }

    private OpenWindowsStore<Rows> windows(long size) {
        return new OpenWindowsStore<>(
                store, bytes -> Rows.of(ByteBuffer.wrap(bytes).getLong()), size, 0);
    }

    private WindowedCounting<Rows> counting(CountingPlace place, long now) {
        context.setCurrentSystemTimeMs(now);
        OpenWindowsStore<Rows> windows = windows(SIZE);
        return new WindowedCounting<>(context, new WindowedCounting.Output("parts", place), windows);
    }

    private static WindowKey key(long start) {
        return new WindowKey("rows", "m", "1", "champion", 0, start, SIZE);
    }

    @Test
    void eventTime_neverGoesBack_whenAnOlderEventComes() {
        WindowedCounting<Rows> counting = counting(CountingPlace.FIRST, 0);
        assertThat(counting.reached(START + 5)).isEqualTo(START + 5);
        assertThat(counting.reached(START + 2)).isEqualTo(START + 5);
    }

    @Test
    void quietTime_goesOnWithTheClock_sinceTheLastEvent() {
        WindowedCounting<Rows> counting = counting(CountingPlace.FIRST, 0);
        assertThat(counting.quietTime(1_000)).as("no window waits").isEmpty();
        counting.windows().save(key(START), counting.windows().counts(key(START), () -> Rows.of(1)));
        context.setCurrentSystemTimeMs(10_000);
        counting.reached(START + 7);
        assertThat(counting.quietTime(12_000)).hasValue(START + 7 + 2_000);
        assertThat(counting.quietTime(9_000)).as("a clock that was set back").hasValue(START + 7);
    }

    @Test
    void eventTime_isThatOfTheNewestWindow_afterARestart() {
        WindowedCounting<Rows> before = counting(CountingPlace.FIRST, 0);
        for (long start : List.of(START, START + SIZE)) {
            before.windows().save(key(start), before.windows().counts(key(start), () -> Rows.of(1)));
        }
        WindowedCounting<Rows> after = counting(CountingPlace.FIRST, 50_000);
        assertThat(after.eventTime()).isEqualTo(START + SIZE);
        assertThat(after.quietTime(53_000)).hasValue(START + SIZE + 3_000);
    }

    /** A commit that failed takes the store back; the same processors go on, over earlier events. */
    @Test
    void eventTime_goesBackWithTheStore_whenATaskIsRevived() {
        WindowedCounting<Rows> first = counting(CountingPlace.FIRST, 0);
        first.windows().save(key(START), first.windows().counts(key(START), () -> Rows.of(1)));
        first.reached(START + 5 * SIZE);
        WindowedCounting<Rows> revived = counting(CountingPlace.FIRST, 0);
        revived.windows().advance(revived.reached(START + 7), (key, rows) -> {});
        assertThat(revived.windows().isClosed(START)).isFalse();
        assertThat(revived.eventTime()).isEqualTo(START + 7);
    }

    /** The window of the new length that holds the end of the last closed one is open. */
    @Test
    void windows_areNotClosedByTheGridOfAnotherLength() {
        long hour = 60 * SIZE;
        long day = START / hour * hour;
        windows(SIZE).advance(day + 25 * SIZE, (key, rows) -> {});
        OpenWindowsStore<Rows> longer = windows(hour);
        assertThat(longer.isClosed(longer.startOf(day + 25 * SIZE))).isFalse();
        assertThat(longer.isClosed(day - hour)).isTrue();
        assertThat(longer.firstOpen()).isEqualTo(day);
        longer.advance(day + hour, (key, rows) -> {});
        assertThat(longer.isClosed(day)).isTrue();
        OpenWindowsStore<Rows> shorter = windows(SIZE);
        assertThat(shorter.isClosed(day + hour - SIZE)).isTrue();
        assertThat(shorter.isClosed(day + hour)).isFalse();
    }

    /** What was counted before the change is still sent, when its own time is over. */
    @Test
    void windows_ofAnotherLengthAreSent_whenTheyAreOver() {
        OpenWindowsStore<Rows> before = windows(SIZE);
        before.save(key(START), before.counts(key(START), () -> Rows.of(3)));
        List<WindowKey> sent = new java.util.ArrayList<>();
        windows(2 * SIZE).advance(START + 4 * SIZE, (key, rows) -> sent.add(key));
        assertThat(sent).containsExactly(key(START));
    }

    /** The parts of two places of one partition must not replace each other, and the partition is one all the same. */
    @Test
    void parts_areToldApart_whenTheyAreCountedInTwoPlaces() {
        MergedWindowStore store =
                new MergedWindowStore(Stores.inMemoryKeyValueStore("merged").get());
        for (CountingPlace place : CountingPlace.values()) {
            counting(place, START).send(key(START), Rows.of(2));
        }
        for (MockProcessorContext.CapturedForward<? extends byte[], ?> sent : context.forwarded("parts")) {
            assertThat(sent.record().timestamp()).isEqualTo(START + SIZE - 1);
            assertThat(WindowKey.of(sent.record().key())).isEqualTo(key(START));
            WindowPart part = WindowPart.read((byte[]) sent.record().value());
            store.put(key(START), part.source(), part.counts(), true);
        }
        MergedWindow merged = store.read(key(START));
        assertThat(merged.parts()).containsOnlyKeys(3, ~3);
        assertThat(merged.partitions()).isEqualTo(1);
    }

    /** Kafka's topics refuse records from far ahead. */
    @Test
    void parts_areDatedNow_whenTheirWindowIsFarAhead() {
        counting(CountingPlace.FIRST, START - 60 * SIZE).send(key(START), Rows.of(2));
        assertThat(context.forwarded("parts").get(0).record().timestamp()).isEqualTo(START - 60 * SIZE);
    }
}
