package io.riffle.duplicate;

import static org.assertj.core.api.Assertions.assertThat;

import io.riffle.config.DuplicatesConfig;
import io.riffle.config.DuplicatesConfig.Action;
import io.riffle.deadletter.DeadLetters;
import io.riffle.feature.FeatureSchema;
import io.riffle.frame.EventFrame;
import io.riffle.frame.EventFrames;
import io.riffle.frame.RecordDates;
import io.riffle.frame.RecordLimit;
import io.riffle.history.HeapStore;
import io.riffle.metrics.RecordedMetrics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.MockProcessorContext.CapturedForward;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
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
            records.forEachRemaining(record -> assertThat(record.value.length).isLessThanOrEqualTo(9 + 64 * 8));
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
        store.put(Bytes.wrap(new byte[16]), new byte[] {2, 0, 0});
        processor.init(context);
        assertThat(store.approximateNumEntries()).isZero();
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
        DuplicateProcessor started = new DuplicateProcessor(
                new DuplicatesConfig(HORIZON, action),
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
