package io.riffle.model.canary;

import static org.assertj.core.api.Assertions.assertThat;

import io.riffle.model.deployment.CanaryPlan;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Whole canaries, from the first step to their end, in worlds in which it is known what should become of them. */
class CanaryRolloutTest {
    private static final int MOST_ROWS = 64_000;

    /** As a pipeline with outcomes completes it. */
    private static final CanaryPlan LABELLED =
            CanaryPlan.DEFAULT.completed(CanaryPlan.USUAL_OUTCOMES, CanaryPlan.USUAL_OUTCOME_LOSS);

    /** What became of a canary. */
    private enum End {
        PROMOTED,
        ROLLED_BACK,
        UNDECIDED
    }

    /** Rows of Zipf-popular entities, each with a level of its own; a champion that knows the chance of each row. */
    private static class World {
        final SplittableRandom random;
        private final double[] levels;
        private final boolean labels;

        World(long seed, boolean labels) {
            random = new SplittableRandom(seed);
            levels = random.doubles(300).toArray();
            this.labels = labels;
        }

        void rows(CanaryEvidence evidence, int rows) {
            for (int row = 0; row < rows; row++) {
                int entity = (int) Math.pow(levels.length, random.nextDouble()) - 1;
                double chance = score(levels[entity]);
                double champion = champion(chance);
                double canary = canary(chance);
                String name = "entity-" + entity;
                evidence.answers(name, answer(canary), answer(champion));
                if (labels) {
                    boolean truth = random.nextDouble() < chance;
                    evidence.outcome(name, loss(canary, truth), loss(champion, truth));
                }
            }
            evidence.frame(rows, 0, 0, 1_000_000, 1_000_000);
        }

        double score(double level) {
            return Math.min(1, Math.max(0, level + 0.1 * random.nextGaussian()));
        }

        Answer answer(double score) {
            return new Answer(score, null);
        }

        double champion(double chance) {
            return chance;
        }

        double canary(double chance) {
            return chance;
        }

        /** The score of any row of anybody. */
        double anyScore() {
            return score(levels[(int) Math.pow(levels.length, random.nextDouble()) - 1]);
        }

        private static double loss(double score, boolean truth) {
            return truth == score >= 0.5 ? 0 : 1;
        }
    }

    private static End run(CanaryPlan plan, World world) {
        CanaryGuards guards = new CanaryGuards(plan);
        for (double share = plan.steps().get(0); share < 100; share = plan.next(share)) {
            Verdict.Kind kind = step(guards, world, plan.next(share) >= 100);
            if (kind != Verdict.Kind.PASS) {
                return kind == Verdict.Kind.FAIL ? End.ROLLED_BACK : End.UNDECIDED;
            }
        }
        return End.PROMOTED;
    }

    private static Verdict.Kind step(CanaryGuards guards, World world, boolean last) {
        CanaryEvidence evidence = new CanaryEvidence();
        Verdict.Kind kind = Verdict.Kind.WAIT;
        int looked = 0;
        while (kind == Verdict.Kind.WAIT && evidence.rows() < MOST_ROWS) {
            world.rows(evidence, 125);
            int look = guards.look(evidence.rows(), evidence.labelled());
            if (look > looked) {
                looked = look;
                kind = guards.judge(evidence, look, last).kind();
            }
        }
        return kind;
    }

    private interface Worlds {
        World of(long seed);
    }

    private static Map<End, Integer> ends(CanaryPlan plan, int runs, Worlds worlds) {
        Map<End, Integer> ends = new EnumMap<>(End.class);
        for (int seed = 0; seed < runs; seed++) {
            ends.merge(run(plan, worlds.of(seed)), 1, Integer::sum);
        }
        return ends;
    }

    /** Another row's score: the same distribution, and nothing to do with the event. */
    @Test
    void canary_isNotPromoted_whenItsAnswersAreRandom() {
        Map<End, Integer> ends = ends(CanaryPlan.DEFAULT, 60, seed -> new World(seed, false) {
            @Override
            double canary(double chance) {
                return anyScore();
            }
        });
        System.out.println("random answers, no labels: " + ends);
        assertThat(ends).doesNotContainKey(End.PROMOTED);
    }

    /** One event in a hundred is a yes: nearly all answers are the same by chance, and both scores are small. */
    @Test
    void canary_isNotPromoted_whenItsAnswersAreRandom_andNearlyAllAreNo() {
        Map<End, Integer> ends = ends(CanaryPlan.DEFAULT, 60, seed -> new World(seed, false) {
            @Override
            double score(double level) {
                double chance = super.score(level);
                return Math.pow(chance, 30) + 0.001 * random.nextDouble();
            }

            @Override
            double canary(double chance) {
                return anyScore();
            }
        });
        System.out.println("random answers, rare yes: " + ends);
        assertThat(ends).doesNotContainKey(End.PROMOTED);
    }

    /** Ten classes, all of them as frequent as the champion's. */
    @Test
    void canary_isNotPromoted_whenItsClassesAreRandom() {
        Map<End, Integer> ends = ends(CanaryPlan.DEFAULT, 60, Digits::new);
        System.out.println("random classes: " + ends);
        assertThat(ends).doesNotContainKey(End.PROMOTED);
    }

    /** The score is that of the class, so that it goes with nothing. */
    private static final class Digits extends World {
        Digits(long seed) {
            super(seed, false);
        }

        @Override
        Answer answer(double score) {
            return new Answer(0.9, Integer.toString((int) (10 * Math.min(0.999, score))));
        }

        @Override
        double canary(double chance) {
            return anyScore();
        }
    }

    /** On a fifth of the rows, where it is not too clear, it answers otherwise: 5 points of accuracy. */
    @Test
    void canary_isNotPromoted_whenItIsFivePointsWorse() {
        Map<End, Integer> ends = ends(LABELLED, 60, seed -> new World(seed, true) {
            @Override
            double canary(double chance) {
                boolean unclear = Math.abs(2 * chance - 1) < 0.5;
                return unclear && random.nextDouble() < 0.4 ? 1 - chance : chance;
            }
        });
        System.out.println("five points worse: " + ends);
        assertThat(ends.getOrDefault(End.PROMOTED, 0)).isLessThanOrEqualTo(1);
    }

    /** Clear answers are spoilt on a fifth of the entities: a point of all events, and no other difference. */
    @Test
    void canary_isSeldomPromoted_whenItIsFivePointsWorseOnAFifthOfTheEvents() {
        Map<End, Integer> ends = ends(LABELLED, 60, seed -> new World(seed, true) {
            @Override
            double canary(double chance) {
                boolean clear = Math.abs(2 * chance - 1) > 0.5;
                return clear && random.nextDouble() < 0.025 ? 1 - chance : chance;
            }
        });
        System.out.println("one point worse over all: " + ends);
        assertThat(ends.getOrDefault(End.PROMOTED, 0)).isLessThanOrEqualTo(12);
    }

    /** Both were trained, in the same way on other events: each errs a little, and none more than the other. */
    private static final class Retrained extends World {
        Retrained(long seed, boolean labels) {
            super(seed, labels);
        }

        @Override
        double champion(double chance) {
            return score(chance);
        }

        @Override
        double canary(double chance) {
            return score(chance);
        }
    }

    /** What a plan says of itself: in a step that has its outcomes, so much worse is not passed on 9 times of 10. */
    @Test
    void leastWorsening_isWhatAStepSees() {
        LeastWorsening least =
                LeastWorsening.of(LABELLED, LeastWorsening.DIFFERING_CLASSES).orElseThrow();
        assertThat(passes(least.kept())).as("of 400, %.3f worse", least.kept()).isBetween(20, 60);
        assertThat(rolledBack(least.rolledBack()))
                .as("of 400, %.3f worse", least.rolledBack())
                .isGreaterThan(350);
    }

    private static int passes(double worse) {
        return (int) verdicts(worse).stream()
                .filter(kind -> kind == Verdict.Kind.PASS)
                .count();
    }

    private static int rolledBack(double worse) {
        return (int) verdicts(worse).stream()
                .filter(kind -> kind == Verdict.Kind.FAIL)
                .count();
    }

    /** One row in ten is right in one version only. */
    private static List<Verdict.Kind> verdicts(double worse) {
        SplittableRandom random = new SplittableRandom(41);
        CanaryGuards guards = new CanaryGuards(LABELLED);
        List<Verdict.Kind> verdicts = new ArrayList<>();
        for (int run = 0; run < 400; run++) {
            CanaryEvidence evidence = new CanaryEvidence();
            for (int row = 0; row < 1_000; row++) {
                String entity = "entity-" + random.nextInt(10_000);
                double score = random.nextDouble();
                double side = random.nextDouble();
                evidence.answers(entity, new Answer(score, null), new Answer(score, null));
                evidence.outcome(entity, side < 0.05 + worse / 2 ? 1 : 0, side > 0.95 + worse / 2 ? 1 : 0);
            }
            evidence.frame(1_000, 0, 0, 1_000_000, 1_000_000);
            verdicts.add(
                    guards.judge(evidence, guards.look(1_000, 1_000), false).kind());
        }
        return verdicts;
    }

    @Test
    void canary_isPromoted_whenItIsAsGood() {
        Map<End, Integer> without = ends(CanaryPlan.DEFAULT, 100, seed -> new Retrained(seed, false));
        Map<End, Integer> with = ends(LABELLED, 400, seed -> new Retrained(seed, true));
        System.out.println("as good, without labels: " + without + ", with labels: " + with);
        assertThat(without).containsOnlyKeys(End.PROMOTED);
        assertThat(with.getOrDefault(End.ROLLED_BACK, 0)).isLessThanOrEqualTo(4);
        assertThat(with.get(End.PROMOTED)).isGreaterThanOrEqualTo(390);
    }
}
