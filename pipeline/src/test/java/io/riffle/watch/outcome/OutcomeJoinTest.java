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
import io.riffle.schema.ScoredBy;
import io.riffle.stats.MulticlassPerformance;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

class OutcomeJoinTest {
    private static final long START = 1_736_121_600_000L;
    private static final OutcomesConfig CONFIG = new OutcomesConfig(
            Duration.ofHours(2),
            Duration.ofMinutes(10),
            new OutcomesConfig.Answers(OutcomesConfig.Truth.BINARY, List.of("1"), 0.5),
            OutcomesConfig.Success.CORRECT,
            Duration.ofHours(1),
            Duration.ofSeconds(1),
            OutcomesConfig.Judging.DEFAULT);

    private final RecordedOutcomeMetrics metrics = new RecordedOutcomeMetrics();
    private final MemoryLog<ScoredEvent> scoredLog = new MemoryLog<>();
    private final MemoryLog<Label> labelLog = new MemoryLog<>();
    private final MemoryLog<Long> seenLog = new MemoryLog<>();
    private OutcomeJoin join = restarted();

    private OutcomeJoin restarted() {
        return restarted(CONFIG.retention(), CONFIG.waiting());
    }

    private OutcomeJoin restarted(Duration retention, Duration waiting) {
        OutcomesConfig config = new OutcomesConfig(
                retention,
                waiting,
                CONFIG.answers(),
                CONFIG.success(),
                CONFIG.window(),
                CONFIG.reportEvery(),
                CONFIG.judging());
        return new OutcomeJoin(config, scoredLog, labelLog, seenLog);
    }

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
        return published(join.scored(scored(ids), null, START + minute * 60_000L));
    }

    private List<JoinedOutcome> labelled(Label... labels) {
        return published(join.labelled(List.of(labels), START));
    }

    private List<JoinedOutcome> published(JoinResult result) {
        result.publish(metrics);
        return result.outcomes();
    }

    private int newEntities(String experiment, String... ids) {
        return inExperiment(experiment, 50, 0, ids).newEntities();
    }

    private JoinResult inExperiment(String experiment, int weight, int minute, String... ids) {
        ExperimentPhase phase = new ExperimentPhase(experiment, Map.of("champion", weight, "other", 100 - weight));
        return join.scored(scored(ids), phase, START + minute * 60_000L);
    }

    private int stored() {
        return scoredLog.size() + labelLog.size();
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
                        new ScoredBy("fraud", "2", "champion"),
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
        join = restarted();
        assertThat(labelled(label("a", "1", 6))).isEmpty();
        assertThat(labelled(label("a", "0", 7)))
                .extracting(JoinedOutcome::before)
                .containsExactly("1");
        assertThat(labelled(label("b", "0", 8))).hasSize(1);
        assertThat(scoredAt(1, "x")).hasSize(1);
        join = restarted();
        assertThat(join.waiting()).isZero();
    }

    @Test
    void restart_doesNotWaitAgain_forLabelsThatWereGivenUp() {
        scoredAt(0, "a");
        labelled(label("x", "1", 5));
        scoredAt(30, "b");
        join = restarted();
        assertThat(join.waiting()).isZero();
        assertThat(scoredAt(31, "x")).isEmpty();
        assertThat(metrics.of(Fate.UNMATCHED)).isEqualTo(1);
    }

    @Test
    void entities_areCountedOnce_whileTheyAreRemembered() {
        assertThat(newEntities("checkout", "a", "b")).isEqualTo(2);
        assertThat(newEntities("checkout", "a", "c")).isEqualTo(1);
        join = restarted();
        assertThat(newEntities("checkout", "b", "d")).isEqualTo(1);
        assertThat(newEntities("other", "b")).isEqualTo(1);
        assertThat(join.scored(scored("e"), null, START).newEntities()).isZero();
    }

    /** Events are forgotten after two hours; the experiment goes on, on this instance or on another. */
    @Test
    void entities_areCountedOnce_afterTheirEventsAreForgotten_andAfterRestarts() {
        for (boolean restart : new boolean[] {false, true}) {
            seenLog.clear();
            scoredLog.clear();
            join = restarted();
            inExperiment("checkout", 50, 0, "a", "b");
            for (int hour = 1; hour < 24; hour++) {
                inExperiment("checkout", 50, hour * 60, "c");
                join = restart ? restarted() : join;
            }
            assertThat(inExperiment("checkout", 50, 24 * 60, "a", "d").newEntities())
                    .as("restarts: %s", restart)
                    .isEqualTo(1);
        }
    }

    /** Who moved to another variant is new there, and who stayed is counted once more, under the new weights. */
    @Test
    void entities_areCountedUnderEachOfTheWeights() {
        assertThat(inExperiment("checkout", 90, 0, "a", "b").newEntitiesInPhase())
                .isEqualTo(2);
        JoinResult moved = inExperiment("checkout", 50, 1, "a", "c");
        assertThat(moved.newEntities()).isEqualTo(1);
        assertThat(moved.newEntitiesInPhase()).isEqualTo(2);
        join = restarted();
        assertThat(inExperiment("checkout", 50, 2, "a", "c").newEntitiesInPhase())
                .isZero();
        assertThat(inExperiment("checkout", 90, 3, "b").newEntitiesInPhase()).isZero();
    }

    @Test
    void entities_areForgotten_whenTheirExperimentIsOver() {
        for (int minute = 0; minute < 60; minute++) {
            inExperiment("checkout", 50, minute, "e" + minute);
        }
        assertThat(seenLog.size()).isEqualTo(60);
        inExperiment("next", 50, 60, "a");
        for (int hour = 2; hour < 5; hour++) {
            inExperiment("next", 50, hour * 60, "b");
        }
        assertThat(seenLog.size()).isEqualTo(2);
        join = restarted();
        assertThat(inExperiment("checkout", 50, 300, "e1").newEntities()).isEqualTo(1);
        assertThat(inExperiment("next", 50, 300, "a").newEntities()).isZero();
    }

    /** Longer keeps what is there, shorter forgets what is older: each event joins within what was remembered all along. */
    @Test
    void events_joinWithinTheRetention_whenItBecomesLongerAndShorter() {
        Duration waiting = Duration.ofMinutes(10);
        Map<String, Integer> scored = new HashMap<>();
        int minute = 0;
        int forgottenBefore = Integer.MIN_VALUE;
        int joined = 0;
        for (int hours : new int[] {2, 5, 1, 3, 2}) {
            join = restarted(Duration.ofHours(hours), waiting);
            for (int i = 0; i < 40; i++) {
                minute += 6;
                scored.put("e" + minute, minute);
                scoredAt(minute, "e" + minute);
                forgottenBefore = Math.max(forgottenBefore, minute - hours * 60);
                int asked = minute - (i * 37 % 400) / 6 * 6;
                if (scored.remove("e" + asked) != null) {
                    boolean remembered = asked >= forgottenBefore;
                    assertThat(labelled(label("e" + asked, "1", minute * 60)))
                            .as("event of %d at %d, retention %d h", asked, minute, hours)
                            .hasSize(remembered ? 1 : 0);
                    joined += remembered ? 1 : 0;
                }
            }
        }
        assertThat(joined).isBetween(50, 190);
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
                join = restarted();
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
