package io.riffle.stats;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleBinaryOperator;

/**
 * The bins that a number's reference is kept in: about {@value #EQUAL} with equally many rows each, a bin of its own for
 * every value that is as frequent, and a bin without rows below the least and above the greatest value, so that a later
 * value out there is told from one that is usual. Quantiles alone merge at frequent values, and their outer bins are open.
 *
 * @param edges inner edges, strictly ascending
 * @param counts rows per bin: one more than edges
 */
public record ReferenceBins(List<Double> edges, List<Long> counts) {
    /** As many equal bins as there are without frequent values. */
    private static final int EQUAL = 64;

    /** Fewer equal values are chance in a small sample, and a bin of their own would be one that is chosen by its count. */
    private static final long FEWEST_FREQUENT = 8;

    private static final int DIGITS = 17;

    public ReferenceBins {
        edges = List.copyOf(edges);
        counts = List.copyOf(counts);
    }

    /**
     * Numbers that are not told apart.
     *
     * @param low the least of them
     * @param end the least number above all of them
     */
    public record Cell(double low, double end, long rows) {}

    /** Of values, NaN left out. Edges between two values are as short as can be. */
    public static ReferenceBins ofValues(double[] values) {
        double[] sorted = Arrays.stream(values)
                .filter(value -> !Double.isNaN(value))
                .map(value -> value == 0 ? 0.0 : value)
                .sorted()
                .toArray();
        List<Cell> cells = new ArrayList<>();
        int from = 0;
        for (int i = 1; i <= sorted.length; i++) {
            if (i == sorted.length || sorted[i] != sorted[from]) {
                cells.add(new Cell(sorted[from], Math.nextUp(sorted[from]), i - from));
                from = i;
            }
        }
        return new Cuts(cells, ReferenceBins::shortest).bins();
    }

    /** Of a histogram; all edges are ends of its cells. */
    public static ReferenceBins of(ValueHistogram histogram) {
        return new Cuts(histogram.cells(), (after, value) -> value).bins();
    }

    /** The number with the fewest digits that is above {@code after} or equal to it, and not above {@code value}. */
    private static double shortest(double after, double value) {
        if (!Double.isFinite(after) || !Double.isFinite(value)) {
            return value;
        }
        BigDecimal exact = new BigDecimal(Double.toString(value));
        for (int digits = 1; digits < DIGITS; digits++) {
            double rounded =
                    exact.round(new MathContext(digits, RoundingMode.FLOOR)).doubleValue();
            if (rounded >= after && rounded <= value) {
                return rounded;
            }
        }
        return value;
    }

    /** Where the number line is cut: cells in ascending order become bins. */
    private static final class Cuts {
        private final List<Cell> cells;
        private final DoubleBinaryOperator between;
        private final long total;
        private final List<Double> edges = new ArrayList<>();
        private final List<Long> counts = new ArrayList<>();
        private long inBin;

        /** @param between an edge for two neighbouring cells: from the end of the one to the low of the other */
        Cuts(List<Cell> cells, DoubleBinaryOperator between) {
            this.cells = cells;
            this.between = between;
            total = cells.stream().mapToLong(Cell::rows).sum();
        }

        ReferenceBins bins() {
            double end = Double.NEGATIVE_INFINITY;
            for (Cell cell : cells) {
                if (isFrequent(cell)) {
                    cut(cell.low());
                    inBin += cell.rows();
                    cut(cell.end());
                } else {
                    if (edges.isEmpty()) {
                        cut(cell.low());
                    } else if (inBin * EQUAL >= total) {
                        cut(between.applyAsDouble(end, cell.low()));
                    }
                    inBin += cell.rows();
                }
                end = cell.end();
            }
            cut(end);
            counts.add(inBin);
            return new ReferenceBins(edges, counts);
        }

        private boolean isFrequent(Cell cell) {
            return cell.rows() >= FEWEST_FREQUENT && cell.rows() * EQUAL >= total;
        }

        /** Nothing where an edge is already, or cannot be: infinite numbers stay in the outer bins. */
        private void cut(double edge) {
            double last = edges.isEmpty() ? Double.NEGATIVE_INFINITY : edges.get(edges.size() - 1);
            if (Double.isFinite(edge) && edge > last) {
                edges.add(edge == 0 ? 0.0 : edge);
                counts.add(inBin);
                inBin = 0;
            }
        }
    }
}
