package io.riffle.duplicate;

import static org.assertj.core.api.Assertions.assertThat;

import io.riffle.config.event.DuplicatesConfig;
import io.riffle.config.event.DuplicatesConfig.Action;
import io.riffle.deadletter.DeadLetters;
import io.riffle.feature.FeatureSchema;
import io.riffle.frame.EventFrame;
import io.riffle.frame.EventFrames;
import io.riffle.frame.RecordDates;
import io.riffle.frame.RecordLimit;
import io.riffle.hash.TextHash;
import io.riffle.history.HeapStore;
import io.riffle.metrics.RecordedMetrics;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.MockProcessorContext.CapturedForward;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DuplicateProcessorTest {
    private static final long START = 1_736_121_600_000L;
    private static final Duration HORIZON = Duration.ofMinutes(10);

    private final RecordedMetrics metrics = new RecordedMetrics();
    private final KeyValueStore<Bytes, byte[]> store =
            HeapStore.supplier(DuplicateProcessor.RECENT_EVENTS).get();
    private final MockProcessorContext<byte[], Object> context = new MockProcessorContext<>();
    private DuplicateProcessor processor = started(Action.DROP);

    @Test
    void process_dropsToDeadLetters_whenIdOccursInSameOrLaterFrame() {
        assertThat(accepted(frame("a", "b", "a"))).containsExactly("a", "b");
        assertThat(accepted(frame("c", "b"))).containsExactly("c");
        List<Record<?, ?>> letters = deadLetters();
        assertThat(letters).hasSize(2);
        assertThat(header(letters.get(0), DeadLetters.OFFSET)).isEqualTo("2");
        assertThat(header(letters.get(0), DeadLetters.STAGE)).isEqualTo("deduplicate");
        assertThat(header(letters.get(0), DeadLetters.REASON)).isEqualTo("duplicate");
        assertThat(header(letters.get(1), DeadLetters.MESSAGE))
                .isEqualTo("an event id must not occur again within PT10M: was 'b'");
        assertThat(new String((byte[]) letters.get(1).value(), StandardCharsets.UTF_8))
                .isEqualTo("b");
        assertThat(metrics.sum("dead_letters", "deduplicate", "duplicate")).isEqualTo(2);
        assertThat(metrics.sum("stage_calls", "deduplicate")).isEqualTo(2);
    }

    @Test
    void process_forwardsNoFrame_whenAllRowsAreDuplicates() {
        process(frame("a"));
        context.resetForwards();
        process(frame("a", "a"));
        assertThat(deadLetters()).hasSize(2);
        assertThat(context.forwarded("accepted")).isEmpty();
    }

    @Test
    void process_marksAndKeepsAll_whenDeclaredSo() {
        processor = started(Action.MARK);
        EventFrame frame = frame("a", "b", "a");
        assertThat(accepted(frame)).containsExactly("a", "b", "a");
        assertThat(frame.warnings(0)).isEmpty();
        assertThat(frame.warnings(2)).containsExactly("duplicate");
        assertThat(metrics.sum("warnings", "duplicate")).isEqualTo(1);
        assertThat(deadLetters()).isEmpty();
    }

    /** The verdicts must not depend on the frames, nor on when an instance was replaced and rebuilt from the store. */
    @Test
    void process_givesSameVerdicts_whateverTheFramesAndRestarts() {
        List<Long> times = new ArrayList<>();
        List<String> ids = new ArrayList<>();
        Random random = new Random(3);
        long time = START;
        for (int i = 0; i < 5000; i++) {
            time += random.nextInt(2000);
            times.add(random.nextInt(10) == 0 ? time - random.nextInt(100_000) : time);
            ids.add("event-" + random.nextInt(400));
        }
        List<Boolean> expected = verdicts(ids, times, 5000, false);
        assertThat(expected).contains(true, false);
        for (int size : new int[] {1, 7, 256}) {
            assertThat(verdicts(ids, times, size, false)).isEqualTo(expected);
            assertThat(verdicts(ids, times, size, true))
                    .as("restarted, frames of %d", size)
                    .isEqualTo(expected);
        }
    }

    @Test
    void store_holdsTheHorizonOnly_inFewRecords() {
        for (int i = 0; i < 20_000; i++) {
            process(frame(START + i * 100L, "event-" + i));
        }
        // 10 min of 20,000 x 0.1 s are 6,000 ids, and a sixteenth more; 64 in a record.
        assertThat(store.approximateNumEntries()).isBetween(6000L / 64, 130L);
        try (KeyValueIterator<Bytes, byte[]> records = store.all()) {
            records.forEachRemaining(record -> assertThat(record.value.length).isLessThanOrEqualTo(23 + 64 * 14));
        }
    }

    /** Kafka Streams initialises a processor again after its task's state turned out to be corrupted. */
    @Test
    void init_forgetsWhatTheStoreDoesNotHold() {
        process(frame("a"));
        try (KeyValueIterator<Bytes, byte[]> records = store.all()) {
            records.forEachRemaining(record -> store.delete(record.key));
        }
        processor.init(context);
        assertThat(accepted(frame("a"))).containsExactly("a");
    }

    @Test
    void init_dropsRecords_ofAnotherVersion() {
        store.put(Bytes.wrap(new byte[16]), new byte[] {99, 0, 0});
        processor.init(context);
        assertThat(store.approximateNumEntries()).isZero();
    }

    /** Stored is before sent and committed: after a crash in between, what is read again must be scored. */
    @Test
    void process_acceptsFramesAgain_whenTheyWereStoredButNotCommitted() {
        readAt("events", 10, frame("committed", "a"));
        readAt("events", 12, frame("b", "c"));
        readAt("events", 14, frame("d", "committed"));

        processor = started(Action.DROP);
        assertThat(readAt("events", 12, frame("b", "c"))).containsExactly("b", "c");
        assertThat(readAt("events", 14, frame("d", "committed"))).containsExactly("d");
        assertThat(readAt("events", 16, frame("a", "b", "d", "e"))).containsExactly("e");
    }

    /** Frames are cut anew when they are read again, and another restart may follow. */
    @Test
    void process_acceptsEachIdOnceMore_howeverOftenItIsReadAgain() {
        for (int i = 0; i < 300; i++) {
            readAt("events", i, frame(START + i * 5000L, "event-" + i));
        }
        for (int restart = 0; restart < 3; restart++) {
            processor = started(Action.DROP);
            List<String> again =
                    IntStream.range(250, 300).mapToObj(i -> "event-" + i).toList();
            assertThat(readAt("events", 250, frame(START + 1_500_000, again.toArray(String[]::new))))
                    .isEqualTo(again);
            assertThat(readAt("events", 300, frame(START + 1_500_000, "event-249", "event-299", "event-250")))
                    .isEmpty();
        }
    }

    /** As in a topology of somebody else that collects rows and sends them on by a timer. */
    @Test
    void process_findsDuplicates_inFramesThatComeFromNoTopic() {
        assertThat(readAt(null, -1, frame("a", "b"))).containsExactly("a", "b");
        assertThat(readAt(null, -1, frame("b", "c"))).containsExactly("c");
    }

    @Test
    void process_comparesOffsetsPerTopic_whenATaskReadsSeveral() {
        readAt("left", 1000, frame("a"));
        readAt("right", 3, frame("b"));
        processor = started(Action.DROP);
        assertThat(readAt("right", 4, frame("a", "b"))).isEmpty();
        assertThat(readAt("left", 1000, frame("a", "b"))).containsExactly("a");
    }

    @Test
    void store_holdsTheHorizonOnly_afterItBecameLonger() {
        for (int i = 0; i < 1000; i++) {
            process(frame(START + i * 500L, "before-" + i));
        }
        processor = started(Action.DROP, Duration.ofHours(1));
        assertThat(accepted(frame(START + 500_000L, "before-1", "new"))).containsExactly("new");
        for (int i = 0; i < 36_000; i++) {
            process(frame(START + 500_000L + i * 1000L, "after-" + i));
        }
        // An hour and a sixteenth in buckets of 225 s: four records each.
        assertThat(store.approximateNumEntries()).isBetween(3_600L / 64, 80L);
        assertThat(accepted(frame(START + 36_500_000L, "before-1", "after-1"))).containsExactly("before-1", "after-1");
    }

    @Test
    void init_losesNoIds_whenRestartedTwiceWithinABucketOfALongerHorizon() {
        process(frame(START, "first"));
        List<String> all = new ArrayList<>();
        for (int restart = 0; restart < 3; restart++) {
            processor = started(Action.DROP, Duration.ofHours(1));
            for (int i = 0; i < 200; i++) {
                all.add("event-" + restart + "-" + i);
                process(frame(START + 1000 + restart, "event-" + restart + "-" + i));
            }
        }
        processor = started(Action.DROP, Duration.ofHours(1));
        process(frame(START + 5000, all.toArray(String[]::new)));
        assertThat(deadLetters()).hasSize(600);
    }

    /** What is remembered must be right for the shorter and the longer of two horizons, and again after the way back. */
    @Test
    void process_agreesWithAMap_whenTheHorizonChanges() {
        Random random = new Random(5);
        List<Duration> horizons = List.of(
                HORIZON, Duration.ofHours(1), Duration.ofMinutes(10), Duration.ofMinutes(7), Duration.ofHours(3));
        Map<String, Long> acceptedAt = new HashMap<>();
        long time = START;
        long sixteenth = 0;
        int sure = 0;
        for (Duration horizon : horizons) {
            processor = started(Action.MARK, horizon);
            // Until the old buckets are gone, one of their sixteenths longer.
            sixteenth = Math.max(sixteenth, horizon.toMillis() / 16 + 1);
            for (int i = 0; i < 3000; i++) {
                time += random.nextInt(2000);
                String id = "event-" + random.nextInt(1500);
                EventFrame frame = frame(time, id);
                process(frame);
                boolean duplicate = !frame.warnings(0).isEmpty();
                Long before = acceptedAt.get(id);
                if (before == null || time - before > horizon.toMillis() + 2 * sixteenth) {
                    assertThat(duplicate).as("%s is new", id).isFalse();
                } else if (time - before <= horizon.toMillis() && remembered(horizons, horizon, time - before)) {
                    assertThat(duplicate)
                            .as("%s after %d ms, %s", id, time - before, horizon)
                            .isTrue();
                    sure++;
                }
                if (!duplicate) {
                    acceptedAt.put(id, time);
                }
            }
        }
        assertThat(sure).isGreaterThan(1000);
    }

    /** A longer horizon cannot know what the shorter one before it had forgotten. */
    private static boolean remembered(List<Duration> horizons, Duration now, long age) {
        return age
                <= Collections.min(horizons.subList(0, horizons.indexOf(now) + 1))
                        .toMillis();
    }

    @Test
    void init_takesUpRecords_ofTheVersionWithoutOffsets() {
        long bucket = START / 37_500;
        Bytes key = Bytes.wrap(ByteBuffer.allocate(16)
                .putLong(bucket ^ Long.MIN_VALUE)
                .putLong(7)
                .array());
        store.put(
                key,
                ByteBuffer.allocate(17)
                        .put((byte) 1)
                        .putLong(START)
                        .putLong(TextHash.of("a"))
                        .array());
        for (int restart = 0; restart < 2; restart++) {
            processor = started(Action.DROP, Duration.ofHours(1));
            assertThat(accepted(frame(START + 1, "a", "b" + restart))).containsExactly("b" + restart);
        }
        assertThat(store.get(key)).isNull();
        process(frame(START + Duration.ofHours(2).toMillis(), "c"));
        assertThat(store.approximateNumEntries()).isEqualTo(1);
    }

    private List<String> readAt(@Nullable String topic, long offset, EventFrame frame) {
        context.setRecordMetadata(topic, 0, offset);
        process(frame);
        return IntStream.range(0, frame.size()).mapToObj(frame::eventId).toList();
    }

    private List<Boolean> verdicts(List<String> ids, List<Long> times, int size, boolean restarts) {
        try (KeyValueIterator<Bytes, byte[]> records = store.all()) {
            records.forEachRemaining(record -> store.delete(record.key));
        }
        processor = started(Action.MARK);
        List<Boolean> verdicts = new ArrayList<>();
        for (int from = 0; from < ids.size(); from += size) {
            EventFrame frame = EventFrames.empty(new FeatureSchema(List.of()), size);
            for (int i = from; i < Math.min(ids.size(), from + size); i++) {
                EventFrames.add(frame, i, times.get(i), ids.get(i), "entity", times.get(i));
            }
            process(frame);
            IntStream.range(0, frame.size())
                    .forEach(row -> verdicts.add(!frame.warnings(row).isEmpty()));
            if (restarts && from / size % 3 == 0) {
                processor = started(Action.MARK);
            }
        }
        return verdicts;
    }

    private DuplicateProcessor started(Action action) {
        return started(action, HORIZON);
    }

    private DuplicateProcessor started(Action action, Duration horizon) {
        DuplicateProcessor started = new DuplicateProcessor(
                new DuplicatesConfig(horizon, action),
                new DeadLetters(metrics, 1 << 20, RecordLimit.USUAL, RecordDates.AS_READ),
                metrics,
                () -> 0,
                "accepted",
                "dead-letters");
        context.addStateStore(store);
        started.init(context);
        return started;
    }

    private void process(EventFrame frame) {
        processor.process(new Record<>(new byte[0], frame, START));
    }

    private List<String> accepted(EventFrame frame) {
        int before = context.forwarded("accepted").size();
        process(frame);
        assertThat(context.forwarded("accepted")).hasSize(before + 1);
        assertThat(context.forwarded("accepted").get(before).record().value()).isSameAs(frame);
        return IntStream.range(0, frame.size()).mapToObj(frame::eventId).toList();
    }

    private List<Record<?, ?>> deadLetters() {
        List<Record<?, ?>> letters = new ArrayList<>();
        for (CapturedForward<? extends byte[], ?> forward : context.forwarded("dead-letters")) {
            letters.add(forward.record());
        }
        return letters;
    }

    private static EventFrame frame(String... ids) {
        return frame(START, ids);
    }

    private static EventFrame frame(long time, String... ids) {
        EventFrame frame = EventFrames.empty(new FeatureSchema(List.of()), ids.length);
        for (String id : ids) {
            EventFrames.add(frame, frame.size(), time, id, "entity", time);
        }
        return frame;
    }

    private static String header(Record<?, ?> letter, String name) {
        return new String(letter.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }
}
