package io.riffle.watch.outcome;

import static org.assertj.core.api.Assertions.assertThat;

import io.riffle.config.OutcomesConfig;
import io.riffle.feature.FeatureSchema;
import io.riffle.frame.EventFrame;
import io.riffle.frame.FrameRow;
import io.riffle.frame.ScoredFrame;
import io.riffle.frame.SourcePosition;
import io.riffle.metrics.OutcomeMetrics.Fate;
import io.riffle.metrics.RecordedOutcomeMetrics;
import io.riffle.stats.MulticlassPerformance;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.Test;

class OutcomeJoinStoreTest {
    private static final long START = 1_736_121_600_000L;
    private static final OutcomesConfig CONFIG = new OutcomesConfig(
            Duration.ofHours(2),
            Duration.ofMinutes(10),
            OutcomesConfig.Truth.BINARY,
            List.of("1"),
            0.5,
            OutcomesConfig.Success.CORRECT,
            Duration.ofHours(1),
            Duration.ofSeconds(1),
            OutcomesConfig.Judging.DEFAULT);

    private final RecordedOutcomeMetrics metrics = new RecordedOutcomeMetrics();
    private final KeyValueStore<Bytes, byte[]> store =
            Stores.inMemoryKeyValueStore(OutcomeStore.NAME).get();
    private OutcomeJoinStore join = new OutcomeJoinStore(CONFIG, metrics, store);

    private static ScoredFrame scored(String... ids) {
        EventFrame events = new EventFrame(new FeatureSchema(List.of()), ids.length);
        events.clear(ids.length);
        double[] scores = new double[ids.length];
        for (int i = 0; i < ids.length; i++) {
            FrameRow row =
                    FrameRow.of(new SourcePosition("e", 0, i), START + i, null, new byte[0], new RecordHeaders());
            events.add(row, ids[i], "card of " + ids[i], START + i);
            scores[i] = (i + 1) / 10.0;
        }
        return new ScoredFrame(events, "fraud", "2", "champion", scores, null, List.of());
    }

    private static Label label(String id, String truth, int second) {
        return new Label(id, truth, START + second * 1_000L);
    }

    private List<JoinedOutcome> scoredAt(int minute, String... ids) {
        return join.scored(scored(ids), null, START + minute * 60_000L);
    }

    private List<JoinedOutcome> labelled(Label... labels) {
        return join.labelled(List.of(labels), START);
    }

    private int stored() {
        int records = 0;
        try (KeyValueIterator<Bytes, byte[]> all = store.all()) {
            while (all.hasNext()) {
                all.next();
                records++;
            }
        }
        return records;
    }

    @Test
    void label_becomesAnOutcome_whenItsEventWasScored() {
        scoredAt(0, "a", "b");
        List<JoinedOutcome> outcomes = labelled(label("b", "1", 5));
        assertThat(outcomes).hasSize(1);
        ScoredEvent event = outcomes.get(0).event();
        assertThat(event)
                .isEqualTo(new ScoredEvent(
                        "b",
                        "card of b",
                        START + 1,
                        0.2,
                        null,
                        "fraud",
                        "2",
                        "champion",
                        null,
                        MulticlassPerformance.Ranked.NONE));
        assertThat(outcomes.get(0).before()).isNull();
        assertThat(metrics.of(Fate.JOINED)).isEqualTo(1);
    }

    /** One put per frame is what keeps a changelog small and a commit short. */
    @Test
    void store_getsOneRecordPerFrame_ofEventsAndOfLabels() {
        scoredAt(0, "a", "b", "c");
        labelled(label("a", "1", 5), label("b", "0", 5), label("x", "0", 5));
        assertThat(stored()).isEqualTo(2);
    }

    /** A record of a hundred thousand rows would be more than a changelog takes. */
    @Test
    void frame_isSeveralRecords_whenItIsLarge() {
        String[] ids = new String[1_300];
        Label[] labels = new Label[ids.length];
        for (int row = 0; row < ids.length; row++) {
            ids[row] = "e" + row;
            labels[row] = label(ids[row], "1", 1);
        }
        scoredAt(0, ids);
        assertThat(stored()).isEqualTo(3);
        assertThat(labelled(labels))
                .extracting(joined -> joined.event().eventId())
                .containsExactly(ids);
        assertThat(stored()).isEqualTo(6);
    }

    @Test
    void label_isIgnored_whenItSaysNothingNew() {
        scoredAt(0, "a");
        labelled(label("a", "1", 5), label("a", "1", 6));
        assertThat(labelled(label("a", "1", 7))).isEmpty();
        assertThat(labelled(label("a", "0", 4))).as("older news").isEmpty();
        assertThat(metrics.of(Fate.JOINED)).isEqualTo(1);
        assertThat(metrics.of(Fate.DUPLICATE)).isEqualTo(3);
        assertThat(stored()).isEqualTo(2);
    }

    /** A sender that repeats a frame of labels must not have it decoded once per label. */
    @Test
    void frame_isReadOnce_howeverManyOfItsLabelsAreRepeated() {
        String[] ids = IntStream.range(0, 100).mapToObj(i -> "e" + i).toArray(String[]::new);
        Label[] labels = Arrays.stream(ids).map(id -> label(id, "1", 5)).toArray(Label[]::new);
        AtomicInteger reads = new AtomicInteger();
        join = new OutcomeJoinStore(CONFIG, metrics, counting(reads));
        scoredAt(0, ids);
        assertThat(labelled(labels)).hasSize(100);
        assertThat(reads.getAndSet(0)).as("the scored frame").isEqualTo(1);
        assertThat(labelled(labels)).isEmpty();
        assertThat(reads).as("the frame of labels").hasValue(1);
    }

    @SuppressWarnings("unchecked")
    private KeyValueStore<Bytes, byte[]> counting(AtomicInteger reads) {
        return (KeyValueStore<Bytes, byte[]>) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {KeyValueStore.class}, (proxy, method, arguments) -> {
                    reads.addAndGet(method.getName().equals("get") ? 1 : 0);
                    return method.invoke(store, arguments);
                });
    }

    @Test
    void outcome_isRevised_whenTheLabelChanges() {
        scoredAt(0, "a");
        labelled(label("a", "1", 5));
        List<JoinedOutcome> revised = labelled(label("a", "0", 6), label("a", "1", 7));
        assertThat(revised).extracting(JoinedOutcome::before).containsExactly("1", "0");
        assertThat(metrics.of(Fate.CORRECTED)).isEqualTo(2);
        assertThat(labelled(label("a", "1", 9))).isEmpty();
    }

    @Test
    void label_waitsForItsEvent_whenItComesFirst() {
        scoredAt(0, "other");
        assertThat(labelled(label("a", "1", 5), label("a", "0", 6))).isEmpty();
        assertThat(metrics.of(Fate.WAITING)).isEqualTo(1);
        List<JoinedOutcome> outcomes = scoredAt(5, "b", "a");
        assertThat(outcomes).hasSize(1);
        assertThat(outcomes.get(0).label().truth()).isEqualTo("0");
        assertThat(metrics.of(Fate.LATE_JOINED)).isEqualTo(1);
        assertThat(join.waiting()).isZero();
        scoredAt(60, "c");
        assertThat(metrics.of(Fate.UNMATCHED)).isZero();
    }

    @Test
    void label_isGivenUp_whenItsEventDoesNotComeInTime() {
        scoredAt(0, "other");
        labelled(label("a", "1", 5), label("other", "1", 5));
        scoredAt(10, "b");
        assertThat(metrics.of(Fate.UNMATCHED)).isZero();
        scoredAt(11, "c");
        assertThat(metrics.of(Fate.UNMATCHED)).isEqualTo(1);
        assertThat(scoredAt(12, "a")).as("too late").isEmpty();
        assertThat(labelled(label("a", "1", 9))).as("a new label finds it").hasSize(1);
    }

    @Test
    void event_isForgotten_whenItsRetentionHasPassed() {
        scoredAt(0, "a", "b");
        labelled(label("a", "1", 5));
        scoredAt(121, "c");
        assertThat(metrics.forgottenLabelled()).isEqualTo(1);
        assertThat(metrics.forgottenUnlabelled()).isEqualTo(1);
        assertThat(labelled(label("b", "1", 5))).isEmpty();
        scoredAt(132, "d");
        assertThat(stored()).as("c, d and the label of b").isEqualTo(3);
    }

    @Test
    void join_goesOnAsBefore_afterARestart() {
        scoredAt(0, "a", "b");
        labelled(label("a", "1", 5), label("x", "1", 5));
        join = new OutcomeJoinStore(CONFIG, metrics, store);
        assertThat(labelled(label("a", "1", 6))).isEmpty();
        assertThat(labelled(label("a", "0", 7)))
                .extracting(JoinedOutcome::before)
                .containsExactly("1");
        assertThat(labelled(label("b", "0", 8))).hasSize(1);
        assertThat(scoredAt(1, "x")).hasSize(1);
        join = new OutcomeJoinStore(CONFIG, metrics, store);
        assertThat(join.waiting()).isZero();
    }

    @Test
    void restart_doesNotWaitAgain_forLabelsThatWereGivenUp() {
        scoredAt(0, "a");
        labelled(label("x", "1", 5));
        scoredAt(30, "b");
        join = new OutcomeJoinStore(CONFIG, metrics, store);
        assertThat(join.waiting()).isZero();
        assertThat(scoredAt(31, "x")).isEmpty();
        assertThat(metrics.of(Fate.UNMATCHED)).isEqualTo(1);
    }

    @Test
    void entities_areCountedOnce_whileTheyAreRemembered() {
        join.scored(scored("a", "b"), "checkout", START);
        assertThat(join.newEntities()).isEqualTo(2);
        join.scored(scored("a", "c"), "checkout", START);
        assertThat(join.newEntities()).isEqualTo(1);
        join = new OutcomeJoinStore(CONFIG, metrics, store);
        join.scored(scored("b", "d"), "checkout", START);
        assertThat(join.newEntities()).isEqualTo(1);
        join.scored(scored("b"), "other", START);
        assertThat(join.newEntities()).isEqualTo(1);
        join.scored(scored("e"), null, START);
        assertThat(join.newEntities()).isZero();
    }

    /** Any order, restarts and corrections against the direct answer: the last word about each event, counted once. */
    @Test
    void outcomes_addUpToTheLastLabels_whateverTheOrder() {
        Random random = new Random(3);
        Map<String, String> lastWord = new HashMap<>();
        Map<String, Integer> believed = new HashMap<>();
        int second = 0;
        for (int round = 0; round < 400; round++) {
            List<JoinedOutcome> outcomes = new ArrayList<>();
            if (random.nextInt(3) == 0) {
                outcomes.addAll(scoredAt(0, "e" + round));
            } else {
                String id = "e" + random.nextInt(400);
                String truth = Integer.toString(random.nextInt(2));
                lastWord.put(id, truth);
                outcomes.addAll(labelled(label(id, truth, second++)));
            }
            if (round % 50 == 49) {
                join = new OutcomeJoinStore(CONFIG, metrics, store);
            }
            for (JoinedOutcome outcome : outcomes) {
                String id = outcome.event().eventId();
                assertThat(believed.get(id) == null).isEqualTo(outcome.before() == null);
                believed.put(id, Integer.valueOf(outcome.label().truth()));
            }
        }
        assertThat(believed).hasSizeGreaterThan(30);
        believed.forEach((id, truth) -> assertThat(truth.toString()).isEqualTo(lastWord.get(id)));
        assertThat(metrics.of(Fate.JOINED) + metrics.of(Fate.LATE_JOINED)).isEqualTo(believed.size());
    }

    @Test
    void map_agreesWithAUsualOne_afterManyChanges() {
        Random random = new Random(9);
        LongMap map = new LongMap();
        Map<Long, Long> usual = new HashMap<>();
        for (int i = 0; i < 200_000; i++) {
            long key = random.nextInt(500) * 0x100000000L;
            if (random.nextBoolean()) {
                Long before = usual.put(key, (long) i);
                assertThat(map.put(key, i)).isEqualTo(before == null ? LongMap.NONE : before);
            } else {
                Long value = usual.remove(key);
                assertThat(map.remove(key, value == null ? -7 : value)).isEqualTo(value != null);
            }
        }
        assertThat(map.size()).isEqualTo(usual.size());
        usual.forEach((key, value) -> assertThat(map.get(key)).isEqualTo(value));
    }
}
