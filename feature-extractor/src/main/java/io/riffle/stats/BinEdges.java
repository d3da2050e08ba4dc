package io.riffle.stats;

/**
 * Bins on the number line: bin 0 is below the first edge, bin i from edge i - 1 on and below edge i, the last one from the
 * last edge on. Bins that are closed on the right instead are {@link #closedOnTheRight}.
 */
public final class BinEdges {
    private final double[] edges;
    private final int firstStep;

    /** @param edges strictly ascending, finite; none makes one bin */
    public BinEdges(double... edges) {
        for (int i = 0; i < edges.length; i++) {
            if (!Double.isFinite(edges[i]) || (i > 0 && edges[i] <= edges[i - 1])) {
                throw new IllegalArgumentException(
                        "edges must be finite and strictly ascending: edge " + i + " was " + edges[i]);
            }
        }
        this.edges = edges.clone();
        firstStep = Integer.highestOneBit(edges.length);
    }

    /** Bins in which a value equal to an edge belongs to the lower one: the next larger number takes the edge's place. */
    public static BinEdges closedOnTheRight(double... edges) {
        double[] above = new double[edges.length];
        for (int i = 0; i < edges.length; i++) {
            above[i] = Math.nextUp(edges[i]);
        }
        return new BinEdges(above);
    }

    /** How many bins there are: one more than edges. */
    public int bins() {
        return edges.length + 1;
    }

    public double[] edges() {
        return edges.clone();
    }

    /**
     * The bin of a number that is not NaN: how many edges are not above it. Steps of halving width without a branch that
     * depends on the value, since a mispredicted one costs more than the whole search.
     */
    public int bin(double value) {
        int below = 0;
        for (int step = firstStep; step > 0; step >>= 1) {
            int tried = below + step;
            below = tried <= edges.length && edges[tried - 1] <= value ? tried : below;
        }
        return below;
    }

    /** Rows per bin; NaN counts nowhere. */
    public long[] count(double[] values) {
        long[] counts = new long[bins()];
        for (double value : values) {
            if (!Double.isNaN(value)) {
                counts[bin(value)]++;
            }
        }
        return counts;
    }

    /** Half-way between a bin's edges; of an outer bin its one edge, and NaN without edges. */
    public double middle(int bin) {
        if (edges.length == 0) {
            return Double.NaN;
        }
        double low = edges[Math.max(0, bin - 1)];
        return isOneValue(bin) ? low : (low + edges[Math.min(edges.length - 1, bin)]) / 2;
    }

    /** Whether a bin holds nothing but its lower edge. */
    public boolean isOneValue(int bin) {
        return bin > 0 && bin < edges.length && edges[bin] == Math.nextUp(edges[bin - 1]);
    }

    /** The edges between a smallest and a largest value, which become the outer bounds. */
    public double[] bounds(double smallest, double largest) {
        double[] bounds = new double[edges.length + 2];
        System.arraycopy(edges, 0, bounds, 1, edges.length);
        bounds[0] = edges.length == 0 ? smallest : Math.min(smallest, edges[0]);
        bounds[bounds.length - 1] = edges.length == 0 ? largest : Math.max(largest, edges[edges.length - 1]);
        return bounds;
    }
}
