package io.riffle.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.riffle.config.HistoryConfig;
import io.riffle.config.HistoryConfig.StoreKind;
import io.riffle.feature.Feature;
import io.riffle.feature.FeatureSchema;
import io.riffle.feature.FeatureSource;
import io.riffle.feature.FeatureTable;
import io.riffle.feature.FeatureType;
import io.riffle.frame.EventFrame;
import io.riffle.frame.EventFrames;
import io.riffle.metrics.RecordedMetrics;
import io.riffle.schema.Degradation;
import io.riffle.window.Aggregate;
import io.riffle.window.EntityHistory;
import io.riffle.window.WindowSpec;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.junit.jupiter.api.Test;

class HistoryProcessorTest {
    private static final long START = 1_736_121_600_000L;
    private static final HistoryConfig CONFIG = new HistoryConfig(
            List.of(
                    new WindowSpec(
                            "minute",
                            "amount",
                            Duration.ofMinutes(1),
                            Duration.ofSeconds(1),
                            List.of(Aggregate.COUNT, Aggregate.MEAN, Aggregate.SINCE_LAST)),
                    new WindowSpec(
                            "hour",
                            "amount",
                            Duration.ofHours(1),
                            Duration.ofMinutes(1),
                            List.of(Aggregate.SUM, Aggregate.STD))),
            StoreKind.MEMORY,
            Duration.ofDays(1));

    private final RecordedMetrics metrics = new RecordedMetrics();
    private final Map<String, Integer> calls = new TreeMap<>();
    private final KeyValueStore<Bytes, byte[]> store =
            counting(HeapStore.supplier(HistoryStores.ENTITY_HISTORY).get());

    /** The features must not depend on where the poll cut the stream, nor on a new instance taking over. */
    @Test
    void process_givesFeaturesOfEachEntityAlone_whateverTheFrames() {
        List<Event> events = random(2000);
        List<double[]> expected = expected(events);
        for (int size : new int[] {1, 7, 256}) {
            store.close();
            store.init(new MockProcessorContext<byte[], EventFrame>().getStateStoreContext(), store);
            List<double[]> found = new ArrayList<>();
            for (int from = 0; from < events.size(); from += size) {
                EventFrame frame = frame(events.subList(from, Math.min(events.size(), from + size)));
                // A new processor per frame: nothing may be kept outside the store.
                forwarded(processor(), frame);
                found.addAll(rows(frame.features(), frame.size()));
            }
            for (int i = 0; i < events.size(); i++) {
                assertThat(found.get(i)).as("event %d, frames of %d", i, size).isEqualTo(expected.get(i));
            }
        }
    }

    @Test
    void process_readsAndWritesOncePerEntity_andForwardsTheFrame() {
        EventFrame frame = frame(List.of(
                new Event("a", START, 1),
                new Event("b", START, 2),
                new Event("a", START + 1, 3),
                new Event("a", START + 2, 5)));
        assertThat(forwarded(processor(), frame)).isSameAs(frame);
        // One more for the declaration beside them.
        assertThat(calls).containsEntry("get", 2 + 1).containsEntry("put", 2 + 1);
        assertThat(frame.features().number(frame.features().schema().column("minute_mean"), 3))
                .isEqualTo(3);
        assertThat(metrics.sum("stage_calls", "history")).isEqualTo(1);
        assertThat(metrics.sum("stage_nanoseconds", "history")).isEqualTo(100);
        assertThat(metrics.sum("history_too_late")).isZero();
    }

    @Test
    void process_countsAndStoresNothing_whenEventIsTooLate() {
        HistoryProcessor processor = processor();
        forwarded(processor, frame(List.of(new Event("a", START, 1))));
        byte[] before = store.get(key("a"));
        calls.clear();
        EventFrame frame = frame(List.of(new Event("a", START - 4_000_000, 7)));
        forwarded(processor, frame);
        assertThat(metrics.sum("history_too_late")).isEqualTo(1);
        assertThat(calls).doesNotContainKey("put");
        assertThat(store.get(key("a"))).isEqualTo(before);
        assertThat(frame.features().number(frame.features().schema().column("hour_sum"), 0))
                .isEqualTo(7);
    }

    @Test
    void process_namesStoreAndEntity_whenRecordIsDamaged() {
        HistoryProcessor processor = processor();
        store.put(key("a"), new byte[] {1, 2, 3});
        assertThatThrownBy(() -> forwarded(processor, frame(List.of(new Event("a", START, 1)))))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("3 bytes are cut or damaged (store entity-history, entity a)");
    }

    @Test
    void punctuate_deletesEntitiesThatWereNotSeenForLong_andNoOthers() {
        MockProcessorContext<byte[], EventFrame> context = new MockProcessorContext<>();
        context.addStateStore(store);
        HistoryProcessor processor = processor();
        processor.init(context);
        long day = Duration.ofDays(1).toMillis();
        process(processor, List.of(new Event("old", START, 1), new Event("seen again", START, 1)));
        process(processor, List.of(new Event("seen again", START + day, 1)));
        punctuate(context);
        assertThat(store.approximateNumEntries()).isEqualTo(2 + 1);

        process(processor, List.of(new Event("new", START + day + ForgettingStore.LATEST.toMillis() + 1, 1)));
        punctuate(context);
        assertThat(store.get(key("old"))).isNull();
        assertThat(store.get(key("seen again"))).isNotNull();
        assertThat(store.get(key("new"))).isNotNull();
        processor.close();
    }

    /** The entity is remembered for a day, the late event came 23 hours after its last one. */
    @Test
    void process_answersTheSame_whetherTheSweepCameBeforeALateEventOrNot() {
        long hour = Duration.ofHours(1).toMillis();
        for (boolean sweep : new boolean[] {false, true}) {
            MockProcessorContext<byte[], EventFrame> context = new MockProcessorContext<>();
            context.addStateStore(store);
            HistoryProcessor processor = processor();
            processor.init(context);
            process(processor, List.of(new Event("a", START, 1)));
            process(processor, List.of(new Event("b", START + 40 * hour, 1)));
            if (sweep) {
                punctuate(context);
            }
            EventFrame late = frame(List.of(new Event("a", START + 23 * hour, 1)));
            processor.process(new Record<>(new byte[0], late, START));
            FeatureTable features = late.features();
            assertThat(features.number(features.schema().column("minute_since_last"), 0))
                    .as("swept: %s", sweep)
                    .isEqualTo(23.0 * hour);
            processor.close();
            store.delete(key("a"));
        }
    }

    /** One wrong clock must not delete what is remembered of everybody else. */
    @Test
    void punctuate_deletesNothing_whenAnEventIsDatedFarAhead() {
        MockProcessorContext<byte[], EventFrame> context = new MockProcessorContext<>();
        context.addStateStore(store);
        HistoryProcessor processor = processor();
        processor.init(context);
        EventFrame frame = EventFrames.empty(schema(), 2);
        EventFrames.add(frame, 0, START, "id", "a", START);
        EventFrames.add(frame, 1, START, "id", "b", START + Duration.ofDays(400).toMillis());
        processor.process(new Record<>(new byte[0], frame, START));
        punctuate(context);
        assertThat(store.approximateNumEntries()).isEqualTo(2 + 1);
        processor.close();
    }

    /** The neighbour of an added deviation goes on, the row says what begins anew, and the start says it once. */
    @Test
    void process_marksRows_untilWindowsThatBeginAnewAreWhole() {
        HistoryConfig before = hours(List.of(Aggregate.COUNT));
        HistoryConfig after = hours(List.of(Aggregate.COUNT, Aggregate.STD));
        for (int minute = 0; minute < 30; minute++) {
            forwarded(processor(before), frame(before, new Event("a", START + minute * 60_000L, minute)));
        }
        DeclarationStore declared = new DeclarationStore(store, after.entityHistory(schema(after)));
        assertThat(declared.tellBegunAnew(after.entityHistory(schema(after)), "0_0"))
                .containsExactly("hour_std");
        for (int minute = 30; minute < 120; minute++) {
            EventFrame frame = frame(after, new Event("a", START + minute * 60_000L, minute));
            forwarded(processor(after), frame);
            FeatureTable features = frame.features();
            assertThat(features.number(features.schema().column("hour_count"), 0))
                    .isEqualTo(Math.min(60, minute + 1));
            assertThat(frame.degradations(0))
                    .isEqualTo(minute < 89 ? Set.of(Degradation.HISTORY_INCOMPLETE) : Set.of());
        }
        EventFrame other = frame(after, new Event("new", START, 1));
        forwarded(processor(after), other);
        assertThat(other.degradations(0)).isEmpty();
        assertThat(declared.tellBegunAnew(after.entityHistory(schema(after)), "0_0"))
                .isEmpty();
    }

    @Test
    void init_tellsWhatBeginsAnew_whenWindowsAreLongerOrOfSomethingElse() {
        HistoryConfig before = hours(List.of(Aggregate.COUNT));
        new DeclarationStore(store, before.entityHistory(schema(before))).keep();
        assertThat(begunAnew(window("a", "PT2H", "PT1M"), window("b", "PT1M", "PT1S")))
                .containsExactly("a (of PT2H are kept PT1H2M)", "b");
        assertThat(begunAnew(window("renamed", "PT10M", "PT1M"))).isEmpty();
    }

    private List<String> begunAnew(WindowSpec... windows) {
        HistoryConfig config = new HistoryConfig(List.of(windows), StoreKind.MEMORY, Duration.ofDays(1));
        EntityHistory history = config.entityHistory(schema(config));
        return new DeclarationStore(store, history).tellBegunAnew(history, "0_0");
    }

    private static WindowSpec window(String name, String over, String every) {
        return new WindowSpec(name, "amount", Duration.parse(over), Duration.parse(every), List.of(Aggregate.COUNT));
    }

    private static HistoryConfig hours(List<Aggregate> aggregates) {
        return new HistoryConfig(
                List.of(new WindowSpec("hour", "amount", Duration.ofHours(1), Duration.ofMinutes(1), aggregates)),
                StoreKind.MEMORY,
                Duration.ofDays(1));
    }

    private static EventFrame frame(HistoryConfig config, Event event) {
        EventFrame frame = EventFrames.empty(schema(config), 1);
        frame.features().number(1, 0, event.amount());
        EventFrames.add(frame, 0, event.time(), "id", event.entity(), event.time());
        return frame;
    }

    /** One wrong clock must not end the windows of its entity, nor those of a materialised feature. */
    @Test
    void process_goesOnCounting_whenAnEventIsDatedFarAhead() {
        long year = Duration.ofDays(365).toMillis();
        long almost = EntityHistory.LATENESS.toMillis();
        List<Long> counts = new ArrayList<>();
        for (long[] times :
                new long[][] {{0, 0}, {0, year}, {1_000, 1_000}, {2_000, 2_000 + almost + 1}, {3_000, 3_000}}) {
            EventFrame frame = EventFrames.empty(schema(), 1);
            EventFrames.add(frame, 0, START + times[0], "id", "a", START + times[1]);
            forwarded(processor(), frame);
            FeatureTable features = frame.features();
            counts.add((long) features.number(features.schema().column("minute_count"), 0));
        }
        assertThat(counts).containsExactly(1L, 2L, 3L, 4L, 5L);
        assertThat(EntityHistory.newest(store.get(key("a")))).isEqualTo(START + 3_000);
        assertThat(metrics.sum("history_too_late")).isZero();
    }

    /** Clocks differ a little, and the broker's may be behind: such events count when they happened. */
    @Test
    void process_takesEventTimeAsItIs_whenAheadByNoMoreThanLateness() {
        EventFrame frame = EventFrames.empty(schema(), 1);
        long ahead = START + EntityHistory.LATENESS.toMillis();
        EventFrames.add(frame, 0, START, "id", "a", ahead);
        forwarded(processor(), frame);
        assertThat(EntityHistory.newest(store.get(key("a")))).isEqualTo(ahead);
    }

    /** More entities than one turn looks at, and a store on disk that iterates over a snapshot. */
    @Test
    void turn_reachesEveryEntity_afterSeveralTurns() {
        ForgettingStore forgetting = new ForgettingStore(store, Duration.ofDays(1));
        EntityHistory history = CONFIG.entityHistory(schema());
        history.read(null);
        history.add(frame(List.of(new Event("any", START, 1))).features(), 0, START);
        byte[] record = history.write();
        int entities = ForgettingStore.ENTITIES_PER_TURN * 2 + 1;
        for (int i = 0; i < entities; i++) {
            store.put(key("card-" + i), record);
        }
        long now = START + Duration.ofDays(2).toMillis() + 1;
        forgetting.turn(now);
        assertThat(store.approximateNumEntries()).isEqualTo(entities - ForgettingStore.ENTITIES_PER_TURN);
        forgetting.turn(now);
        forgetting.turn(now);
        assertThat(store.approximateNumEntries()).isZero();
    }

    @Test
    void entityHistory_isLoggedAndCompacted_inBothKinds() {
        for (StoreKind kind : StoreKind.values()) {
            assertThat(HistoryStores.entityHistory(kind).loggingEnabled()).isTrue();
            assertThat(HistoryStores.entityHistory(kind).logConfig()).containsEntry("cleanup.policy", "compact");
            assertThat(HistoryStores.entityHistory(kind).build().persistent()).isEqualTo(kind == StoreKind.ROCKSDB);
        }
    }

    private HistoryProcessor processor() {
        return processor(CONFIG);
    }

    private HistoryProcessor processor(HistoryConfig config) {
        long[] clock = {0};
        return new HistoryProcessor(config, schema(config), metrics, () -> clock[0] += 100);
    }

    private static void process(HistoryProcessor processor, List<Event> events) {
        EventFrame frame = EventFrames.empty(schema(), events.size());
        for (Event event : events) {
            EventFrames.add(frame, frame.size(), event.time(), "id", event.entity(), event.time());
        }
        processor.process(new Record<>(new byte[0], frame, START));
    }

    private static void punctuate(MockProcessorContext<byte[], EventFrame> context) {
        context.scheduledPunctuators()
                .forEach(scheduled -> scheduled.getPunctuator().punctuate(START));
    }

    private EventFrame forwarded(HistoryProcessor processor, EventFrame frame) {
        MockProcessorContext<byte[], EventFrame> context = new MockProcessorContext<>();
        context.addStateStore(store);
        processor.init(context);
        processor.process(new Record<>(new byte[0], frame, START));
        assertThat(context.forwarded()).hasSize(1);
        return context.forwarded().get(0).record().value();
    }

    private static List<double[]> expected(List<Event> events) {
        Map<String, EntityHistory> histories = new HashMap<>();
        List<double[]> rows = new ArrayList<>();
        for (Event event : events) {
            FeatureTable table = frame(List.of(event)).features();
            histories
                    .computeIfAbsent(event.entity(), entity -> new EntityHistory(CONFIG.windows(), schema()))
                    .add(table, 0, event.time());
            rows.addAll(rows(table, 1));
        }
        return rows;
    }

    private static List<double[]> rows(FeatureTable table, int count) {
        List<double[]> rows = new ArrayList<>();
        for (int row = 0; row < count; row++) {
            double[] values = new double[table.schema().size()];
            for (int column = 0; column < values.length; column++) {
                values[column] = table.number(column, row);
            }
            rows.add(values);
        }
        return rows;
    }

    private static List<Event> random(int count) {
        Random random = new Random(7);
        List<Event> events = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            // "Aa" and "BB" have the same hash code.
            String entity = List.of("Aa", "BB", "card-1", "card-2", "card-" + random.nextInt(300))
                    .get(random.nextInt(5));
            events.add(new Event(entity, START + i * 300L - random.nextInt(60_000), random.nextInt(10_000) / 100.0));
        }
        return events;
    }

    private static EventFrame frame(List<Event> events) {
        EventFrame frame = EventFrames.empty(schema(), events.size());
        for (Event event : events) {
            frame.features().number(1, frame.size(), event.amount());
            EventFrames.add(frame, frame.size(), event.time(), "id", event.entity(), event.time());
        }
        return frame;
    }

    private static FeatureSchema schema() {
        return schema(CONFIG);
    }

    private static FeatureSchema schema(HistoryConfig config) {
        List<Feature> features = new ArrayList<>();
        features.add(new Feature(FeatureSchema.EVENT_TIME, FeatureType.NUMBER, FeatureSource.EVENT));
        features.add(new Feature("amount", FeatureType.NUMBER, FeatureSource.EVENT));
        config.windows()
                .forEach(window -> window.aggregates()
                        .forEach(aggregate -> features.add(new Feature(
                                window.featureName(aggregate), FeatureType.NUMBER, FeatureSource.HISTORY))));
        return new FeatureSchema(features);
    }

    private static Bytes key(String entity) {
        return Bytes.wrap(entity.getBytes(StandardCharsets.UTF_8));
    }

    @SuppressWarnings("unchecked")
    private KeyValueStore<Bytes, byte[]> counting(KeyValueStore<Bytes, byte[]> delegate) {
        return (KeyValueStore<Bytes, byte[]>) Proxy.newProxyInstance(
                HistoryProcessorTest.class.getClassLoader(),
                new Class<?>[] {KeyValueStore.class},
                (proxy, method, arguments) -> {
                    calls.merge(method.getName(), 1, Integer::sum);
                    return method.invoke(delegate, arguments);
                });
    }

    private record Event(String entity, long time, double amount) {}
}
