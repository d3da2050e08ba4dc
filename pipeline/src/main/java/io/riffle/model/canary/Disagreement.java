package io.riffle.model.canary;

import java.util.Arrays;
import java.util.HashSet;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * How far the canary's answers are from the champion's, row by row, on a scale on which 0 is the same answers and 1 is answers
 * that have nothing to do with each other, whatever both are like. Distributions cannot tell: those of a random model may be
 * the champion's own.
 *
 * <ul>
 *   <li>Classes: the share of rows with different ones, divided by the share that independent answers with the same
 *       frequencies have, which is 1 less Cohen's kappa (Educational and Psychological Measurement 20, 1960).
 *   <li>Scores: 1 less Pearson's correlation, where a score is all there is or there are two classes at most; a score of
 *       several classes belongs to another class in each row.
 * </ul>
 *
 * Errors are those of leaving out one group of entities after the other (Efron, The Jackknife, 1982, 3).
 */
final class Disagreement {
    private static final int SCORED_CLASSES = 2;
    /** Below it a variance is rounding. */
    private static final double NOTHING = 1e-12;

    private final AnswerPairs pairs;

    Disagreement(AnswerPairs pairs) {
        this.pairs = pairs;
    }

    /** An estimate with the error of it. */
    record Estimate(double value, double error, int groups) {
        /** What it exceeds with a probability of 1 - alpha. */
        double atLeast(double alpha) {
            return error == 0 ? value : value - StudentQuantile.upper(alpha, groups - 1) * error;
        }

        /** What it stays below with a probability of 1 - alpha. */
        double atMost(double alpha) {
            return error == 0 ? value : value + StudentQuantile.upper(alpha, groups - 1) * error;
        }

        boolean isKnown() {
            return Double.isFinite(value) && Double.isFinite(error) && groups >= ScoreShift.FEWEST_GROUPS;
        }
    }

    /** Share of rows with another class; empty without classes. */
    OptionalDouble flips() {
        long rows = Arrays.stream(pairs.answered()).asLongStream().sum();
        return rows == 0
                ? OptionalDouble.empty()
                : OptionalDouble.of(
                        Arrays.stream(pairs.flipped()).asLongStream().sum() / (double) rows);
    }

    /** Mean distance of both scores; empty without scores. */
    OptionalDouble meanDifference() {
        double[] all = sums(-1);
        return all[AnswerPairs.ROWS] == 0
                ? OptionalDouble.empty()
                : OptionalDouble.of(all[AnswerPairs.DIFFERENCES] / all[AnswerPairs.ROWS]);
    }

    /** Of the classes that were chosen. */
    Estimate ofClasses() {
        int[] used = IntStream.range(0, CanaryEvidence.GROUPS)
                .filter(group -> pairs.answered()[group] > 0)
                .toArray();
        return jackknife(used, this::classes);
    }

    /** Of the scores; unknown where they do not compare. */
    Estimate ofScores() {
        Set<String> known = new HashSet<>(pairs.classes().keySet());
        known.addAll(pairs.championClasses().keySet());
        if (known.size() > SCORED_CLASSES) {
            return new Estimate(Double.NaN, Double.NaN, 0);
        }
        int[] used = IntStream.range(0, CanaryEvidence.GROUPS)
                .filter(group -> pairs.sums()[group][AnswerPairs.ROWS] > 0)
                .toArray();
        return jackknife(used, this::scores);
    }

    private interface Statistic {
        /** @param left the group that is left out; -1 for none */
        double without(int left);
    }

    private static Estimate jackknife(int[] used, Statistic statistic) {
        double[] values = Arrays.stream(used).mapToDouble(statistic::without).toArray();
        double mean = Arrays.stream(values).average().orElse(Double.NaN);
        double squares = Arrays.stream(values)
                .map(value -> (value - mean) * (value - mean))
                .sum();
        double error = Math.sqrt(squares * (used.length - 1.0) / used.length);
        return new Estimate(statistic.without(-1), error, used.length);
    }

    private double classes(int left) {
        double rows = 0;
        double flips = 0;
        for (int group = 0; group < CanaryEvidence.GROUPS; group++) {
            rows += group == left ? 0 : pairs.answered()[group];
            flips += group == left ? 0 : pairs.flipped()[group];
        }
        double chance = byChance();
        if (chance == 0) {
            return flips == 0 ? Double.NaN : 1;
        }
        return flips / rows / chance;
    }

    /** The share of flips of answers with these frequencies that know nothing of each other. */
    private double byChance() {
        double rows = Arrays.stream(pairs.answered()).asLongStream().sum();
        double same = 0;
        for (String label : pairs.classes().keySet()) {
            same += pairs.classes().get(label) / rows * pairs.championClasses().getOrDefault(label, 0) / rows;
        }
        return Math.max(0, 1 - same);
    }

    private double scores(int left) {
        double[] all = sums(left);
        if (all[AnswerPairs.DIFFERENCES] == 0) {
            return 0;
        }
        double rows = all[AnswerPairs.ROWS];
        double canary = variance(all[AnswerPairs.CANARY], all[AnswerPairs.CANARY_SQUARES], rows);
        double champion = variance(all[AnswerPairs.CHAMPION], all[AnswerPairs.CHAMPION_SQUARES], rows);
        double together =
                all[AnswerPairs.PRODUCTS] / rows - all[AnswerPairs.CANARY] / rows * (all[AnswerPairs.CHAMPION] / rows);
        return canary == 0 || champion == 0 ? Double.NaN : 1 - together / Math.sqrt(canary * champion);
    }

    private static double variance(double sum, double squares, double rows) {
        double variance = squares / rows - sum / rows * (sum / rows);
        return variance <= NOTHING * squares / rows ? 0 : variance;
    }

    private double[] sums(int left) {
        double[] all = new double[pairs.sums()[0].length];
        for (int group = 0; group < CanaryEvidence.GROUPS; group++) {
            for (int place = 0; place < all.length && group != left; place++) {
                all[place] += pairs.sums()[group][place];
            }
        }
        return all;
    }
}
