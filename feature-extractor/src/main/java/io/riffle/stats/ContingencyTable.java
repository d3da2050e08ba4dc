package io.riffle.stats;

import java.util.Arrays;
import java.util.Optional;

/**
 * Counts of outcomes (columns) per group (rows) and the tests of their independence: Pearson's chi-square, with Yates's
 * correction for one degree of freedom, the likelihood ratio G, Fisher's exact test of a 2 x 2 table. Definitions as in
 * scipy's {@code chi2_contingency} and {@code fisher_exact}. A table with an empty row or column has no answer.
 */
public final class ContingencyTable {
    private final long[][] counts;
    private final long[] rows;
    private final long[] columns;
    private final long total;

    /**
     * Takes a copy of the counts.
     *
     * @throws IllegalArgumentException if a count is negative or the rows differ in length
     */
    public ContingencyTable(long[][] counts) {
        this.counts = Arrays.stream(counts).map(long[]::clone).toArray(long[][]::new);
        check();
        rows = Arrays.stream(counts).mapToLong(row -> Arrays.stream(row).sum()).toArray();
        columns = new long[counts[0].length];
        for (long[] row : counts) {
            for (int column = 0; column < columns.length; column++) {
                columns[column] += row[column];
            }
        }
        total = Arrays.stream(rows).sum();
    }

    private void check() {
        if (counts.length < 2 || counts[0].length < 2) {
            throw new IllegalArgumentException("a table must have at least two rows and two columns");
        }
        for (long[] row : counts) {
            if (row.length != counts[0].length || Arrays.stream(row).anyMatch(count -> count < 0)) {
                throw new IllegalArgumentException(
                        "a table must have rows of equal length without negative counts: had " + Arrays.toString(row));
            }
        }
    }

    public int degreesOfFreedom() {
        return (rows.length - 1) * (columns.length - 1);
    }

    /** The count that independence would make us expect; 0 in an empty table. */
    public double expected(int row, int column) {
        return total == 0 ? 0 : (double) rows[row] * columns[column] / total;
    }

    /** Pearson's chi-square. */
    public Optional<TestResult> chiSquare() {
        return pearson(0);
    }

    /** With Yates's correction if there is one degree of freedom: every difference is lowered by up to one half. */
    public Optional<TestResult> chiSquareWithYates() {
        return pearson(degreesOfFreedom() == 1 ? 0.5 : 0);
    }

    private Optional<TestResult> pearson(double correction) {
        return test((observed, expected) -> {
            double difference = Math.abs(observed - expected);
            double lowered = difference - Math.min(correction, difference);
            return lowered * lowered / expected;
        });
    }

    /** G = 2 sum O log(O / E). */
    public Optional<TestResult> gTest() {
        return test((observed, expected) -> observed == 0 ? 0 : 2 * observed * Math.log(observed / expected));
    }

    private Optional<TestResult> test(Part part) {
        if (isDegenerate()) {
            return Optional.empty();
        }
        double sum = 0;
        for (int row = 0; row < rows.length; row++) {
            for (int column = 0; column < columns.length; column++) {
                sum += part.of(counts[row][column], expected(row, column));
            }
        }
        double statistic = Math.max(0, sum);
        return Optional.of(
                new TestResult(statistic, new ChiSquareDistribution(degreesOfFreedom()).survival(statistic)));
    }

    private boolean isDegenerate() {
        return Arrays.stream(rows).anyMatch(sum -> sum == 0)
                || Arrays.stream(columns).anyMatch(sum -> sum == 0);
    }

    /** Fisher's exact test, two-sided: the tables with these margins that are at most as likely. The statistic is the odds ratio. */
    public Optional<TestResult> fisherExact() {
        if (isDegenerate() || rows.length != 2 || columns.length != 2) {
            return Optional.empty();
        }
        double observed = logProbability(counts[0][0]) + 1e-7;
        double p = 0;
        for (long first = Math.max(0, rows[0] - columns[1]); first <= Math.min(rows[0], columns[0]); first++) {
            double each = logProbability(first);
            p += each <= observed ? Math.exp(each) : 0;
        }
        double odds = (double) counts[0][0] * counts[1][1] / ((double) counts[0][1] * counts[1][0]);
        return Optional.of(new TestResult(odds, Math.min(1, p)));
    }

    /** Hypergeometric, with fixed margins. */
    private double logProbability(long first) {
        return SaddlePoint.logBinomial(columns[0], first)
                + SaddlePoint.logBinomial(columns[1], rows[0] - first)
                - SaddlePoint.logBinomial(total, rows[0]);
    }

    @FunctionalInterface
    private interface Part {
        double of(long observed, double expected);
    }
}
