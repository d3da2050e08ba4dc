package io.riffle.learning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.riffle.learning.LearningStreams.Event;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class OnlineLearnerTest {
    private static final int INPUTS = 5;
    private static final LearningSettings USUAL = LearningSettings.of(new Target.Binary(), INPUTS);

    /** A log as a stream would write it, with answers that were given some examples before; some of its entries are odd. */
    private static List<LogEntry> log(long seed, int rows) {
        Random random = new Random(seed);
        OnlineLearner served = new OnlineLearner(USUAL);
        List<LogEntry> log = new ArrayList<>();
        for (Event event : LearningStreams.logistic(seed, rows, 0.01, 0)) {
            double champion = random.nextDouble();
            Answer answer = served.ask(event.inputs(), champion);
            Example example = event.example()
                    .over(champion)
                    .answered(answer)
                    .from(random.nextInt(100))
                    .weighing(random.nextInt(10) == 0 ? 10 : 1);
            log.add(odd(random, example));
            served.fold(log.size() - 1, log.get(log.size() - 1));
        }
        return log;
    }

    private static LogEntry odd(Random random, Example example) {
        return switch (random.nextInt(200)) {
            case 0 -> LogEntry.Command.PAUSE;
            case 1, 2, 3, 4, 5, 6, 7, 8 -> LogEntry.Command.RESUME;
            case 9 -> example.instead(1 - example.truth());
            case 10 -> Example.of(new double[INPUTS], 7);
            case 11 -> Example.of(new double[] {Double.NaN, 1e300, Double.NEGATIVE_INFINITY, 0, 1}, 1);
            default -> example;
        };
    }

    private static OnlineLearner folded(LearningSettings settings, List<LogEntry> log) {
        OnlineLearner learner = new OnlineLearner(settings);
        for (int at = 0; at < log.size(); at++) {
            learner.fold(at, log.get(at));
        }
        return learner;
    }

    /** Wherever the log is cut, whatever is stored, restored and delivered again between the frames. */
    @Test
    void state_isTheSameBytes_howeverTheLogIsCut() {
        List<LogEntry> log = log(1, 3_000);
        byte[] whole = folded(USUAL, log).toBytes();
        for (int seed = 0; seed < 20; seed++) {
            Random random = new Random(seed);
            OnlineLearner learner = new OnlineLearner(USUAL);
            int at = 0;
            while (at < log.size()) {
                int end = Math.min(log.size(), at + 1 + random.nextInt(1 + random.nextInt(700)));
                for (; at < end; at++) {
                    learner.fold(at, log.get(at));
                }
                learner = OnlineLearner.of(USUAL, learner.toBytes());
                at = Math.max(0, at - random.nextInt(3));
            }
            assertThat(learner.toBytes()).as("cuts of seed %d", seed).isEqualTo(whole);
        }
    }

    @Test
    void fates_addUp() {
        List<LogEntry> log = log(2, 3_000);
        OnlineLearner learner = folded(USUAL.withGuards(new Guards(256, 5, 0.02)), log);
        assertThat(Arrays.stream(Fate.values()).mapToLong(learner::count).sum()).isEqualTo(log.size());
        assertThat(learner.count(Fate.LEARNED)).isEqualTo(learner.step());
        for (Fate fate :
                new Fate[] {Fate.LEARNED, Fate.CORRECTED, Fate.HELD, Fate.CAPPED, Fate.REJECTED, Fate.COMMAND}) {
            assertThat(learner.count(fate)).as(fate.name()).isPositive();
        }
        assertThat(learner.fold(17, log.get(17))).isEqualTo(Fate.REPEATED);
        assertThat(learner.position()).isEqualTo(log.size() - 1);
    }

    @Test
    void ask_isTheChampionsScore_whenNothingWasLearned() {
        Random random = new Random(3);
        OnlineLearner learner = new OnlineLearner(USUAL);
        for (int i = 0; i < 1_000; i++) {
            double champion = i == 0 ? 0 : i == 1 ? 1 : random.nextDouble();
            assertThat(learner.ask(random.doubles(INPUTS).toArray(), champion).score())
                    .isEqualTo(champion);
        }
        OnlineLearner classes = new OnlineLearner(LearningSettings.of(new Target.Classes(3), INPUTS));
        assertThat(classes.ask(new double[INPUTS], 0.1, 0.2, 0.7).scores()).containsExactly(0.1, 0.2, 0.7);
        OnlineLearner number = new OnlineLearner(LearningSettings.of(new Target.Regression(), INPUTS));
        assertThat(number.ask(new double[INPUTS], 1e-300).scores()).containsExactly(1e-300);
    }

    /** Labels and inputs at random and against the champion, tiny and huge, with weights: the bound holds on every row. */
    @Test
    void correction_staysWithinItsBound_whateverTheLabelsSay() {
        for (double bound : new double[] {0.5, 4}) {
            LearningSettings settings = USUAL.withBounds(new Bounds(8, bound)).withGuards(Guards.NONE);
            OnlineLearner learner = new OnlineLearner(settings);
            Random random = new Random(4);
            for (int at = 0; at < 20_000; at++) {
                double[] inputs = random.doubles(INPUTS)
                        .map(x -> (x - 0.5) * Math.pow(10, random.nextInt(20)))
                        .toArray();
                double champion = 0.001 + 0.998 * random.nextDouble();
                double change = logit(learner.ask(inputs, champion).score()) - logit(champion);
                assertThat(Math.abs(change)).isLessThanOrEqualTo(bound + 1e-9);
                double truth = at % 2_000 < 1_000 ? (champion < 0.5 ? 1 : 0) : random.nextInt(2);
                learner.fold(at, Example.of(inputs, truth).over(champion).weighing(1 + random.nextInt(1_000)));
            }
            assertThat(learner.step()).isEqualTo(20_000);
        }
    }

    private static double logit(double probability) {
        return Math.log(probability / (1 - probability));
    }

    @Test
    void numbers_areBoundedByTheirSpread_whateverTheLabelsSay() {
        LearningSettings settings = LearningSettings.of(new Target.Regression(), INPUTS);
        OnlineLearner learner = new OnlineLearner(settings);
        Random random = new Random(5);
        double squares = 0;
        for (int at = 0; at < 5_000; at++) {
            double[] inputs = random.doubles(INPUTS, -1, 1).toArray();
            double champion = random.nextGaussian();
            double change = Math.abs(learner.ask(inputs, champion).score() - champion);
            double spread = at == 0 ? 0 : Math.sqrt(squares / at);
            assertThat(change).isLessThanOrEqualTo(4 * spread * (1 + 1e-9) + 1e-9);
            double truth = random.nextInt(50) == 0 ? Math.pow(10, random.nextInt(60)) : 3 * inputs[0] + champion;
            learner.fold(at, Example.of(inputs, truth).over(champion));
            squares += (truth - champion) * (truth - champion);
        }
    }

    /** The first steps of one expert at one rate can be undone to the last digit, as nothing has moved since. */
    @Test
    void correct_isTheStepOfTheNewTruth_whenNothingHappenedSince() {
        LearningSettings one = LearningSettings.plain(new Target.Binary(), 1, 0.1, 0);
        OnlineLearner wrong = new OnlineLearner(one);
        OnlineLearner right = new OnlineLearner(one);
        for (int at = 0; at < 10; at++) {
            wrong.fold(at, Example.of(new double[] {at}, at % 2));
            right.fold(at, Example.of(new double[] {at}, at % 2));
        }
        wrong.fold(10, Example.of(new double[] {3}, 1));
        wrong.fold(11, Example.of(new double[] {3}, 0).instead(1));
        right.fold(10, Example.of(new double[] {3}, 0));
        double[] corrected = wrong.snapshot().experts().get(0).weights();
        double[] expected = right.snapshot().experts().get(0).weights();
        assertThat(corrected[0]).isCloseTo(expected[0], within(1e-12));
        assertThat(corrected[1]).isCloseTo(expected[1], within(1e-12));
        assertThat(wrong.step()).isEqualTo(right.step());
    }

    /** From one row on the labels of some entities are the contrary; the learner notices, and can undo it to the byte. */
    @Test
    void poison_isHeldAndForgotten() {
        Poisoned log = new Poisoned(6, 6_000, 3_000);
        assertThat(log.heldAt).isBetween(3_000L, 3_511L);
        assertThat(log.excessLoss()).isLessThan(0.02);
        OnlineLearner never = new OnlineLearner(USUAL);
        OnlineLearner forgetting = OnlineLearner.of(USUAL, log.snapshot);
        for (int at = 0; at < log.entries.size(); at++) {
            if (!log.flipped.get(at)) {
                never.fold(at, log.entries.get(at));
                forgetting.fold(at, log.entries.get(at));
            }
        }
        assertThat(never.state()).isEqualTo(LearnerState.LEARNING);
        assertThat(forgetting.count(Fate.LEARNED)).isGreaterThan(5_900 - 5 * 60);
        assertThat(forgetting.toBytes()).isEqualTo(never.toBytes());
    }

    /** A log in which 5 % of the entities turn the labels over from one row on, with what was seen while it was served. */
    private static final class Poisoned {
        private static final double CHAMPION = 0.02;

        private final List<LogEntry> entries = new ArrayList<>();
        private final List<Boolean> flipped = new ArrayList<>();
        private byte[] snapshot = new byte[0];
        private long heldAt = -1;
        private double learnerLoss;
        private double championLoss;
        private int after;

        Poisoned(long seed, int rows, int from) {
            OnlineLearner learner = new OnlineLearner(USUAL);
            Random random = new Random(seed);
            for (Event event : LearningStreams.logistic(seed, rows, 0, -7)) {
                int at = entries.size();
                int entity = random.nextInt(200);
                boolean flip = at >= from && entity < 10;
                Answer answer = learner.ask(event.inputs(), CHAMPION);
                if (at >= from) {
                    count(answer, event.truth());
                }
                flipped.add(flip);
                entries.add(Example.of(event.inputs(), flip ? 1 - event.truth() : event.truth())
                        .over(CHAMPION)
                        .answered(answer)
                        .from(entity));
                learner.fold(at, entries.get(at));
                heldAt = heldAt < 0 && learner.state() == LearnerState.HELD ? at : heldAt;
                snapshot = at == from - 500 ? learner.toBytes() : snapshot;
            }
        }

        private void count(Answer answer, double truth) {
            after++;
            learnerLoss += USUAL.target().loss(answer.scores(), truth, 0);
            championLoss += USUAL.target().loss(new double[] {CHAMPION}, truth, 0);
        }

        /** By the truth, from the row on. */
        double excessLoss() {
            return (learnerLoss - championLoss) / after;
        }
    }

    @Test
    void resume_goesOn_whenHeld() {
        OnlineLearner learner = new OnlineLearner(USUAL);
        int at = 0;
        for (; at < 2_000; at++) {
            learner.fold(at, Example.of(new double[INPUTS], at % 100 == 0 ? 1 : 0));
        }
        assertThat(learner.state()).isEqualTo(LearnerState.LEARNING);
        for (; at < 3_000; at++) {
            learner.fold(at, Example.of(new double[INPUTS], at % 2));
        }
        assertThat(learner.state()).isEqualTo(LearnerState.HELD);
        long step = learner.step();
        assertThat(learner.fold(at, Example.of(new double[INPUTS], 0))).isEqualTo(Fate.HELD);
        learner.fold(at + 1, LogEntry.Command.RESUME);
        assertThat(learner.fold(at + 2, Example.of(new double[INPUTS], 0))).isEqualTo(Fate.LEARNED);
        assertThat(learner.step()).isEqualTo(step + 1);
    }

    /** Columns that never moved jump by 150 deviations, on which plain descent dies. */
    @Test
    void numbers_doNotDiverge_whenAConstantInputMoves() {
        LearningSettings settings = LearningSettings.of(new Target.Regression(), 2);
        OnlineLearner learner = new OnlineLearner(settings);
        Random random = new Random(7);
        double worst = 0;
        for (int at = 0; at < 40_000; at++) {
            double x = random.nextGaussian();
            double[] inputs = {x, at < 20_000 ? 1 : 1 + random.nextDouble()};
            double truth = 10 + 2 * x + 0.1 * random.nextGaussian();
            if (at > 1_000) {
                worst = Math.max(worst, Math.abs(learner.ask(inputs).score() - truth));
            }
            learner.fold(at, Example.of(inputs, truth));
        }
        assertThat(worst).isLessThan(6);
        assertThat(learner.ask(new double[] {1, 1.5}).score()).isCloseTo(12, within(0.2));
    }

    @Test
    void classes_areLearned() {
        Target.Classes target = new Target.Classes(3);
        Prequential run = new Prequential(new OnlineLearner(LearningSettings.of(target, 2)), new Delay.Rows(1));
        Random random = new Random(8);
        for (int at = 0; at < 5_000; at++) {
            double[] inputs = {random.nextGaussian(), random.nextGaussian()};
            double[] margins = {2 * inputs[0], 2 * inputs[1], -2 * inputs[0] - 2 * inputs[1]};
            double[] shares = new double[3];
            target.answer(margins, shares);
            double drawn = random.nextDouble();
            int truth = drawn < shares[0] ? 0 : drawn < shares[0] + shares[1] ? 1 : 2;
            run.ask(Example.of(inputs, truth).over(1.0 / 3, 1.0 / 3, 1.0 / 3), at, at);
        }
        assertThat(run.measures().get("learner").get("accuracy")).isGreaterThan(0.75);
        assertThat(run.measures().get("learner").get("log_loss"))
                .isLessThan(0.6 * run.measures().get("champion").get("log_loss"));
    }

    @Test
    void of_refuses_whatIsNoStateOfTheseSettings() {
        byte[] state = folded(USUAL, log(9, 100)).toBytes();
        byte[] older = state.clone();
        older[0] = 0;
        assertThatIllegalArgumentException()
                .isThrownBy(() -> OnlineLearner.of(USUAL, older))
                .withMessage("a learner's state must be of version 1: was of 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> OnlineLearner.of(USUAL.withMixing(new Mixing(0.02, 1)), state))
                .withMessageStartingWith("a learner's state must be of the same settings: was of others than");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> OnlineLearner.of(USUAL, Arrays.copyOf(state, state.length - 1)))
                .withMessage("a learner's state must be whole: ends after " + (state.length - 1) + " bytes");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> OnlineLearner.of(USUAL, Arrays.copyOf(state, state.length + 3)))
                .withMessage("a learner's state must end with its last number: 3 bytes follow");
    }

    /** The mixture knows nothing of which rate suits; it must not fall behind the one that does. */
    @Test
    void mixture_isNearTheBestSingleRate_onStreamsOfEachKind() {
        for (double walk : new double[] {0, 0.01, 0.05}) {
            List<Event> events = LearningStreams.logistic(10, 8_000, walk, 0);
            double best = IntStream.range(0, 8)
                    .mapToObj(i ->
                            new ExpertGrid(List.of(ExpertGrid.DEFAULT.rates().get(i)), List.of(0.0), true, false))
                    .mapToDouble(grid -> loss(events, USUAL.withGrid(grid)))
                    .min()
                    .orElseThrow();
            assertThat(loss(events, USUAL)).as("walk %f", walk).isLessThan(best + 0.01);
        }
    }

    private static double loss(List<Event> events, LearningSettings settings) {
        Prequential run = new Prequential(new OnlineLearner(settings), new Delay.Rows(1));
        events.forEach(event -> run.ask(event.example(), event.time(), event.labelTime()));
        return run.measures().get("learner").get("log_loss");
    }
}
