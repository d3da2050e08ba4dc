package io.riffle.model.canary;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * How far the distribution of the canary's scores is from that of the champion's on the same rows: the largest difference
 * of the cumulative shares (two-sample Kolmogorov-Smirnov distance) over fixed bins.
 *
 * <p>Both versions differ, so the question is not whether the distance is 0 but whether it is larger than what was
 * accepted. Its lower confidence bound is d - bias - t * standard error, both from the bootstrap (Davison and Hinkley,
 * Bootstrap Methods and their Application, 1997, 5.2), with Student's t of groups - 1 degrees of freedom. What is resampled
 * are groups of entities (clusters, 3.8): a bound over rows would take a thousand similar rows of one entity for a thousand
 * facts.
 */
final class ScoreShift {
    private static final int RESAMPLES = 500;

    /** Fewer groups cannot tell how much groups differ. */
    static final int FEWEST_GROUPS = 8;

    private final int[][] canary;
    private final int[][] champion;

    /** Groups without rows say nothing and are left out. */
    ScoreShift(CanaryEvidence.Scores counts) {
        int[] used = IntStream.range(0, counts.scores().length)
                .filter(group -> Arrays.stream(counts.scores()[group]).sum() > 0)
                .toArray();
        canary = Arrays.stream(used).mapToObj(group -> counts.scores()[group]).toArray(int[][]::new);
        champion = Arrays.stream(used)
                .mapToObj(group -> counts.championScores()[group])
                .toArray(int[][]::new);
    }

    int groups() {
        return canary.length;
    }

    double distance() {
        int[] once = new int[canary.length];
        Arrays.fill(once, 1);
        return distance(once);
    }

    /** What the distance exceeds with a probability of 1 - alpha. Reproducible: it depends on the counts only. */
    double lowerBound(double alpha) {
        double[] distances = resampled();
        double mean = Arrays.stream(distances).average().orElse(0);
        double squares = Arrays.stream(distances)
                .map(distance -> (distance - mean) * (distance - mean))
                .sum();
        double error = Math.sqrt(squares / (RESAMPLES - 1));
        double bias = mean - distance();
        return distance() - Math.max(0, bias) - StudentQuantile.upper(alpha, canary.length - 1) * error;
    }

    private double[] resampled() {
        SplittableRandom random = new SplittableRandom(canary.length);
        double[] distances = new double[RESAMPLES];
        int[] times = new int[canary.length];
        for (int i = 0; i < RESAMPLES; i++) {
            Arrays.fill(times, 0);
            for (int draw = 0; draw < times.length; draw++) {
                times[random.nextInt(times.length)]++;
            }
            distances[i] = distance(times);
        }
        return distances;
    }

    private double distance(int[] times) {
        long[] left = new long[ScoreBins.COUNT];
        long[] right = new long[ScoreBins.COUNT];
        long total = 0;
        for (int group = 0; group < times.length; group++) {
            if (times[group] == 0) {
                continue;
            }
            for (int bin = 0; bin < ScoreBins.COUNT; bin++) {
                left[bin] += (long) times[group] * canary[group][bin];
                right[bin] += (long) times[group] * champion[group][bin];
                total += (long) times[group] * canary[group][bin];
            }
        }
        long largest = 0;
        long difference = 0;
        for (int bin = 0; bin < ScoreBins.COUNT; bin++) {
            difference += left[bin] - right[bin];
            largest = Math.max(largest, Math.abs(difference));
        }
        return total == 0 ? 0 : (double) largest / total;
    }
}
