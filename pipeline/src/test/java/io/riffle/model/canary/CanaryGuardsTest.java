package io.riffle.model.canary;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.riffle.model.deployment.CanaryPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

class CanaryGuardsTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private static final CanaryPlan PLAN = plan(0);
    private final CanaryGuards guards = new CanaryGuards(PLAN);

    private static CanaryPlan plan(long minOutcomes) {
        return new CanaryPlan(
                List.of(10.0, 100.0),
                new CanaryPlan.Wanted(1_000, minOutcomes),
                new CanaryPlan.Limits(0.005, 2, 0.1, 0.5, 0.05),
                0.05);
    }

    private static Answer answer(double score) {
        return new Answer(score, null);
    }

    /** Rows of Zipf-popular entities, each with a level of its own, as hosts or cards have. */
    private static final class Stream {
        private final SplittableRandom random;
        private final double[] levels;
        private final CanaryEvidence evidence = new CanaryEvidence();

        Stream(long seed, int entities) {
            random = new SplittableRandom(seed);
            levels = random.doubles(entities).toArray();
        }

        void rows(int rows, DoubleUnaryOperator canary) {
            for (int row = 0; row < rows; row++) {
                int entity = (int) (Math.pow(levels.length, random.nextDouble())) - 1;
                double score = Math.min(1, Math.max(0, levels[entity] + 0.1 * random.nextGaussian()));
                evidence.answers("entity-" + entity, answer(canary.applyAsDouble(score)), answer(score));
            }
            evidence.frame(rows, 0, 0, 1_000_000, 1_000_000);
        }
    }

    /** Looks at doubling numbers of rows until the verdict is final; the last step of the plan. */
    private Verdict watch(Stream stream, DoubleUnaryOperator canary, int most) {
        Verdict verdict = null;
        int looked = 0;
        while (stream.evidence.rows() < most) {
            stream.rows(125, canary);
            int look = guards.look(stream.evidence.rows(), 0);
            if (look > looked) {
                looked = look;
                verdict = guards.judge(stream.evidence, look, true);
                if (verdict.kind() == Verdict.Kind.FAIL) {
                    return verdict;
                }
            }
        }
        return verdict;
    }

    @Test
    void look_comesAtDoublingNumbersOfRows() {
        assertThat(List.of(0, 124, 125, 249, 250, 999, 1_000, 2_000, 4_000).stream()
                        .map(rows -> guards.look(rows, 0)))
                .containsExactly(0, 0, 1, 1, 2, 3, 4, 5, 6);
    }

    @Test
    void judge_passesAnEqualModel_andFailsAShiftedOne() {
        assertThat(watch(new Stream(1, 300), score -> score, 1_000).kind()).isEqualTo(Verdict.Kind.PASS);
        Verdict bad = watch(new Stream(1, 300), score -> 0.3 + 0.4 * score, 4_000);
        assertThat(bad.kind()).isEqualTo(Verdict.Kind.FAIL);
        assertThat(bad.reason()).contains("score shift against the champion on the same events must be at most 0.100");
    }

    /**
     * The accepted chance is 5 % for a canary whose shift is what is just accepted, over both steps and all guards: this
     * one step and guard has 0.8 %. Rows of one entity are alike, and eight looks are taken.
     */
    @Test
    void falseAlarms_stayBelowTheAcceptedChance_atTheVeryLimit() {
        int alarms = 0;
        int canaries = 400;
        for (int seed = 0; seed < canaries; seed++) {
            Stream stream = new Stream(seed, 300);
            SplittableRandom coin = new SplittableRandom(seed + 7_919L);
            // One row in ten gets a score of another range: the distance is just 0.1.
            Verdict verdict = watch(stream, score -> coin.nextDouble() < 0.1 ? 2 : score, 16_000);
            alarms += verdict.kind() == Verdict.Kind.FAIL ? 1 : 0;
        }
        System.out.println("canaries at the very limit that were rolled back: " + alarms + " of " + canaries);
        assertThat(alarms / (double) canaries).isLessThanOrEqualTo(PLAN.falseAlarms());
    }

    /** Rows of which the canary gets some more wrong than the champion; hosts differ in how hard they are. */
    private static final class Labelled {
        private final SplittableRandom random;
        private final double[] hardness;
        private final CanaryEvidence evidence = new CanaryEvidence();

        Labelled(long seed) {
            random = new SplittableRandom(seed);
            hardness = random.doubles(300).map(level -> 0.4 * level).toArray();
        }

        /** One row in ten is answered differently by pure chance, as two models do. */
        void outcomes(int rows, double moreWrong) {
            for (int row = 0; row < rows; row++) {
                int entity = (int) (Math.pow(hardness.length, random.nextDouble())) - 1;
                boolean wrong = random.nextDouble() < hardness[entity];
                boolean differs = random.nextDouble() < 0.1;
                boolean spoilt = !wrong && random.nextDouble() < moreWrong / 0.8;
                boolean canary = spoilt || (differs ? random.nextDouble() < hardness[entity] : wrong);
                evidence.outcome("entity-" + entity, canary ? 1 : 0, wrong ? 1 : 0);
            }
            evidence.frame(rows, 0, 0, 1_000_000, 1_000_000);
        }

        double loss() {
            return new OutcomeLoss(evidence.counts().labels()).share();
        }
    }

    private Verdict label(Labelled rows, double moreWrong, int most) {
        Verdict verdict = null;
        int looked = 0;
        while (rows.evidence.labelled() < most) {
            rows.outcomes(125, moreWrong);
            int look = guards.look(0, rows.evidence.labelled());
            if (look > looked) {
                looked = look;
                verdict = guards.judge(rows.evidence, look, false);
                if (verdict.kind() == Verdict.Kind.FAIL) {
                    return verdict;
                }
            }
        }
        return verdict;
    }

    @Test
    void judge_failsOnOutcomes_thatAreWorseThanTheChampions() {
        Verdict good = label(new Labelled(1), 0, 8_000);
        assertThat(good.kind()).isEqualTo(Verdict.Kind.PASS);
        assertThat(good.figures()).containsEntry("outcomes", 8_000L).containsKey("outcome_loss_at_least");
        Verdict bad = label(new Labelled(1), 0.15, 8_000);
        assertThat(bad.kind()).isEqualTo(Verdict.Kind.FAIL);
        assertThat(bad.reason())
                .contains("further from the truth than the champion")
                .contains("at most 0.050");
    }

    /** The loss is what is just accepted, in the mean over many canaries; the looks come at doubling numbers of outcomes. */
    @Test
    void falseAlarmsOfOutcomes_stayBelowTheAcceptedChance_atTheVeryLimit() {
        int alarms = 0;
        double losses = 0;
        int canaries = 400;
        for (int seed = 0; seed < canaries; seed++) {
            Labelled rows = new Labelled(seed);
            alarms += label(rows, 0.05, 16_000).kind() == Verdict.Kind.FAIL ? 1 : 0;
            losses += rows.loss() / canaries;
        }
        System.out.println("canaries at the very limit of outcomes that were rolled back: " + alarms + " of " + canaries
                + ", mean loss " + losses);
        assertThat(losses).isBetween(0.045, 0.055);
        assertThat(alarms / (double) canaries).isLessThanOrEqualTo(PLAN.falseAlarms());
    }

    @Test
    void judge_waits_untilTheTruthIsKnownOfEnough() {
        CanaryGuards patient = new CanaryGuards(plan(500));
        Stream rows = new Stream(1, 300);
        rows.rows(2_000, score -> score);
        rows.evidence.outcome("entity-1", 0, 0);
        assertThat(patient.judge(rows.evidence, 5, false).reason()).isEqualTo("knows the truth about 1 of 500 events");
        assertThat(patient.look(2_000, 500)).isEqualTo(patient.look(2_000, 0) + 4);
    }

    /** Instances of other versions read it while a deployment goes on. */
    @Test
    void counts_travelAsOneObjectAndAreReadBack() throws Exception {
        Stream one = new Stream(1, 50);
        one.rows(300, score -> score);
        String json = JSON.writeValueAsString(one.evidence.counts());
        List<String> members = new ArrayList<>();
        JSON.readTree(json).fieldNames().forEachRemaining(members::add);
        assertThat(members)
                .containsExactly(
                        "rows",
                        "errors",
                        "championErrors",
                        "scores",
                        "championScores",
                        "durations",
                        "championDurations",
                        "labelled",
                        "worse",
                        "better",
                        "sums",
                        "answered",
                        "flipped",
                        "classes",
                        "championClasses");
        assertThat(JSON.writeValueAsString(JSON.readValue(json, CanaryEvidence.Counts.class)))
                .isEqualTo(json);
    }

    /** An instance of before outcomes and pairs of answers were counted leaves them out. */
    @Test
    void evidence_addsUp_withoutOutcomesAndPairs() {
        Stream one = new Stream(1, 50);
        one.rows(300, score -> score);
        ObjectNode json = JSON.valueToTree(one.evidence.counts());
        json.remove(
                List.of("labelled", "worse", "better", "sums", "answered", "flipped", "classes", "championClasses"));
        CanaryEvidence sum = new CanaryEvidence();
        sum.add(JSON.convertValue(json, CanaryEvidence.Counts.class));
        assertThat(sum.rows()).isEqualTo(300);
        assertThat(sum.labelled()).isZero();
        assertThat(guards.judge(sum, 2, false).figures()).doesNotContainKey("mean_difference");
    }

    @Test
    void comparedRows_forgetTheOldest_andThoseOfOtherVersions() {
        ComparedRows rows = new ComparedRows();
        rows.compare("2", "1");
        for (int row = 0; row <= ComparedRows.MOST; row++) {
            rows.add("event-" + row, new ComparedRows.Row("a", answer(0.25), answer(0.5)));
        }
        assertThat(rows.take("event-0")).isNull();
        assertThat(rows.take("event-1")).isEqualTo(new ComparedRows.Row("a", answer(0.25), answer(0.5)));
        assertThat(rows.take("event-1")).isNull();
        rows.compare("2", "1");
        assertThat(rows.take("event-2")).isNotNull();
        rows.compare("3", "1");
        assertThat(rows.take("event-3")).isNull();
    }

    @Test
    void judge_waits_untilThereAreEventsAndEntitiesEnough() {
        Stream few = new Stream(1, 300);
        few.rows(500, score -> score);
        assertThat(guards.judge(few.evidence, 3, false).reason()).isEqualTo("has 500 of 1000 events");
        Stream alone = new Stream(1, 1);
        alone.rows(2_000, score -> 1 - score);
        assertThat(guards.judge(alone.evidence, 5, true).reason()).contains("too few entities");
        assertThat(guards.judge(alone.evidence, 5, false).kind()).isEqualTo(Verdict.Kind.PASS);
    }

    /** Whether a canary agrees with a champion that knows one answer only, nobody can say. */
    @Test
    void judge_waits_whenTheChampionSaysTheSameAboutEveryEvent() {
        CanaryEvidence evidence = new CanaryEvidence();
        SplittableRandom random = new SplittableRandom(5);
        for (int row = 0; row < 2_000; row++) {
            evidence.answers("entity-" + row % 300, answer(0.31 + 0.03 * random.nextDouble()), answer(0.32));
        }
        evidence.frame(2_000, 0, 0, 1_000_000, 1_000_000);
        Verdict verdict = guards.judge(evidence, 5, true);
        assertThat(verdict.kind()).isEqualTo(Verdict.Kind.WAIT);
        assertThat(verdict.reason()).contains("max-disagreement of 1 does without");
        assertThat(guards.judge(evidence, 5, false).kind())
                .as("a share of the entities is not all of them")
                .isEqualTo(Verdict.Kind.PASS);
    }

    @Test
    void judge_failsOnErrors_thatTheChampionDoesNotHave() {
        CanaryEvidence evidence = new CanaryEvidence();
        evidence.frame(200, 10, 0, 1, 1);
        assertThat(guards.judge(evidence, 1, false).reason()).contains("error rate 0.0500 on 200 events");
        CanaryEvidence both = new CanaryEvidence();
        both.frame(200, 10, 10, 1, 1);
        assertThat(guards.judge(both, 1, false).kind()).isEqualTo(Verdict.Kind.WAIT);
    }

    @Test
    void judge_failsOnLatency_onlyWhenItIsSure() {
        CanaryEvidence slow = new CanaryEvidence();
        CanaryEvidence usual = new CanaryEvidence();
        for (int frame = 0; frame < 400; frame++) {
            slow.frame(5, 0, 0, 30_000_000 + frame, 1_000_000);
            usual.frame(5, 0, 0, frame < 10 ? 900_000_000 : 1_000_000, 1_000_000);
        }
        assertThat(guards.judge(slow, 5, false).reason()).contains("95th percentile of time per frame");
        assertThat(guards.judge(usual, 5, false).kind()).isEqualTo(Verdict.Kind.PASS);
    }

    @Test
    void evidence_addsUpOverInstances() {
        Stream one = new Stream(1, 50);
        Stream two = new Stream(2, 50);
        one.rows(300, score -> score);
        two.rows(300, score -> score / 2);
        CanaryEvidence sum = new CanaryEvidence();
        sum.add(one.evidence.counts());
        sum.add(two.evidence.counts());
        assertThat(sum.rows()).isEqualTo(600);
        assertThat(sum.counts().answers().scores()[3][15])
                .isEqualTo(one.evidence.counts().answers().scores()[3][15]
                        + two.evidence.counts().answers().scores()[3][15]);
    }

    @Test
    void bins_holdEveryScore_inOrder() {
        int before = -1;
        for (double score : new double[] {-1e300, -5, -0.1, 0, 0.04, 0.5, 0.999, 1, 1.1, 7, 1e300}) {
            assertThat(ScoreBins.bin(score)).isGreaterThanOrEqualTo(before).isLessThan(ScoreBins.COUNT);
            before = ScoreBins.bin(score);
        }
    }
}
