package io.riffle.stats;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Whether a count is one like those of the same time on the days before. With three weeks it is held against the same weekday:
 * the median of its counts, of which a single holiday is none, and the differences from week to week of all days, the largest
 * fifth of them cut off, so that a holiday does not widen what is usual. With fewer days the weekday cannot be told from chance;
 * the days are parted into two kinds, where there clearly are two, and the count must be like one of them.
 */
public final class UsualOfDays {
    private static final int WEEK = 7;
    /** A median of two would be half a holiday. */
    private static final int FEWEST_WEEKS = 3;

    private static final double KEPT = 0.8;
    /** Mean square of the 80 % of normal deviates that are nearest to 0. */
    private static final double SQUARE_OF_KEPT = 0.4377;
    /** What cutting off, and differences that share a day, leave of the degrees of freedom (by simulation). */
    private static final double FREEDOM_PER_DIFFERENCE = 0.35;
    /** Variance of a median over that of a single count, of many (pi / 2). */
    private static final double MEDIAN_VARIANCE = Math.PI / 2;

    /** Share of the squares that is left within two kinds of days. */
    private static final double TWO_KINDS = 0.15;
    /** How many times the events of the other kind one has: days that are alike do not part by that much. */
    private static final double APART = 2;

    private UsualOfDays() {}

    /** Whether so many days are enough to compare with the same weekday. */
    public static boolean knowsWeekdays(int days) {
        return days >= FEWEST_WEEKS * WEEK;
    }

    /**
     * Compares a count with earlier ones.
     *
     * @param days the counts of the days before, the nearest first; at least two
     */
    public static UsualCount of(long count, long[] days) {
        return knowsWeekdays(days.length) ? ofWeekday(count, days) : ofKinds(count, days);
    }

    private static UsualCount ofWeekday(long count, long[] days) {
        double[] scaled = Arrays.stream(days).mapToDouble(UsualCount::scaled).toArray();
        double[] weekday = IntStream.range(0, days.length / WEEK)
                .mapToDouble(week -> scaled[(week + 1) * WEEK - 1])
                .sorted()
                .toArray();
        double median = (weekday[(weekday.length - 1) / 2] + weekday[weekday.length / 2]) / 2;
        double variance = Math.max(1, variance(scaled));
        double freedom = Math.max(2, FREEDOM_PER_DIFFERENCE * (days.length - WEEK));
        double t = (UsualCount.scaled(count) - median)
                / Math.sqrt(variance * (1 + MEDIAN_VARIANCE / weekday.length));
        return UsualCount.of(median, new StudentTDistribution(freedom).twoSided(t));
    }

    /** Of one count: half of that of a difference from week to week. */
    private static double variance(double[] scaled) {
        double[] squares = IntStream.range(0, scaled.length - WEEK)
                .mapToDouble(day -> (scaled[day] - scaled[day + WEEK]) * (scaled[day] - scaled[day + WEEK]))
                .sorted()
                .toArray();
        int kept = (int) Math.ceil(KEPT * squares.length);
        double mean = Arrays.stream(squares, 0, kept).average().orElse(0);
        return mean / SQUARE_OF_KEPT / 2;
    }

    private static UsualCount ofKinds(long count, long[] days) {
        double[] sorted = Arrays.stream(days).mapToDouble(UsualCount::scaled).sorted().toArray();
        int split = split(sorted);
        if (split == 0) {
            return UsualCount.of(count, days);
        }
        double within = squares(sorted, 0, split) + squares(sorted, split, sorted.length);
        double freedom = sorted.length - 2.0;
        double variance = Math.max(1, within / freedom);
        UsualCount low = ofKind(count, sorted, 0, split, variance, freedom);
        UsualCount high = ofKind(count, sorted, split, sorted.length, variance, freedom);
        return low.probability() > high.probability() ? low : high;
    }

    /** Days of one kind may differ more than those of both; a single day is no kind. */
    private static UsualCount ofKind(long count, double[] sorted, int from, int to, double variance, double freedom) {
        double mean = Arrays.stream(sorted, from, to).average().orElse(0);
        if (to - from < 2) {
            return UsualCount.of(mean, 0);
        }
        double own = squares(sorted, from, to) / (to - from - 1);
        double t = (UsualCount.scaled(count) - mean) / Math.sqrt(Math.max(variance, own) * (1 + 1.0 / (to - from)));
        return UsualCount.of(mean, new StudentTDistribution(freedom).twoSided(t));
    }

    /** Where the upper kind of days begins; 0 if there are no two kinds. */
    private static int split(double[] sorted) {
        double least = TWO_KINDS * squares(sorted, 0, sorted.length);
        int best = 0;
        for (int split = 1; split < sorted.length; split++) {
            double within = squares(sorted, 0, split) + squares(sorted, split, sorted.length);
            if (within < least && areApart(sorted, split)) {
                least = within;
                best = split;
            }
        }
        return best;
    }

    private static boolean areApart(double[] sorted, int split) {
        double low = Arrays.stream(sorted, 0, split).average().orElse(0);
        double high = Arrays.stream(sorted, split, sorted.length).average().orElse(0);
        return high >= Math.sqrt(APART) * low;
    }

    private static double squares(double[] values, int from, int to) {
        double mean = Arrays.stream(values, from, to).average().orElse(0);
        return Arrays.stream(values, from, to)
                .map(value -> (value - mean) * (value - mean))
                .sum();
    }
}
