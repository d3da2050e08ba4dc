package io.riffle.watch.drift;

import io.riffle.stats.BinEdges;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** One feature that is counted, and where its counts stand among all. */
sealed interface CountedFeature {
    /** Stands for the score, which is no column of the table. */
    int SCORE = -1;

    /** Stands for the predicted label, which is none either. */
    int LABEL = -2;

    String name();

    /** Position of its first bin; the bin of missing values comes after its last one. */
    int offset();

    int bins();

    /** Equal for equal bins, on every machine. */
    int binsHash();

    default int missing() {
        return offset() + bins();
    }

    /** The reference's rows per bin. */
    long[] reference();

    long referenceMissing();

    /** The same with another reference in the same bins. */
    CountedFeature with(long[] reference, long referenceMissing);

    /**
     * A number.
     *
     * @param column in the table, or {@link #SCORE}
     * @param sums position of its four sums: of differences from the pivot, of their squares, smallest, largest
     * @param pivot a number near the mean, so that squares do not cancel
     */
    record OfNumber(
            String name,
            int column,
            BinEdges edges,
            int offset,
            int sums,
            double pivot,
            long[] reference,
            long referenceMissing)
            implements CountedFeature {
        @Override
        public int bins() {
            return edges.bins();
        }

        @Override
        public int binsHash() {
            return Arrays.hashCode(edges.edges());
        }

        @Override
        public CountedFeature with(long[] other, long otherMissing) {
            return new OfNumber(name, column, edges, offset, sums, pivot, other, otherMissing);
        }
    }

    /**
     * A category; values that the reference does not list share the last bin.
     *
     * @param column in the table, or {@link #LABEL}
     */
    record OfCategory(
            String name,
            int column,
            List<String> categories,
            Map<String, Integer> index,
            int offset,
            long[] reference,
            long referenceMissing)
            implements CountedFeature {
        @Override
        public int bins() {
            return categories.size() + 1;
        }

        @Override
        public int binsHash() {
            return categories.hashCode();
        }

        @Override
        public CountedFeature with(long[] other, long otherMissing) {
            return new OfCategory(name, column, categories, index, offset, other, otherMissing);
        }

        int bin(String category) {
            return index.getOrDefault(category, categories.size());
        }
    }
}
