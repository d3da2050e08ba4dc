package io.riffle.feature.transform;

import io.riffle.feature.Transform;
import io.riffle.feature.TransformParameters;
import io.riffle.feature.fit.LearnsFromNumbers;
import io.riffle.feature.fit.NumberCounts;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Which bin a number falls into: n inner edges make n + 1 bins, bin i holds {@code edge[i-1] <= value < edge[i]}, the
 * outer two are open (as scikit-learn's KBinsDiscretizer without its outermost edges). Infinity falls into the first
 * or last bin. A missing number stays missing, or gives zeros where every bin has a value of its own.
 */
final class Bucketize {
    private final double[] edges;

    Bucketize(double[] edges) {
        this.edges = edges;
    }

    /** How many edges are not above the value; the value must not be NaN. */
    int bin(double value) {
        int low = 0;
        int high = edges.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (edges[middle] <= value) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    record BinNumber(Bucketize bins) implements Transform.NumberToNumber {
        @Override
        public double apply(double value) {
            return Double.isNaN(value) ? value : bins.bin(value);
        }
    }

    record BinOneHot(Bucketize bins) implements Transform.NumberToValues {
        @Override
        public List<String> names(String input) {
            return IntStream.rangeClosed(0, bins.edges.length)
                    .mapToObj(bin -> input + "_bin_" + bin)
                    .toList();
        }

        @Override
        public void apply(double value, Slots slots) {
            if (!Double.isNaN(value)) {
                slots.put(bins.bin(value), 1);
            }
        }
    }

    /**
     * {@code bucketize {edges: [10, 100, 1000], one-hot: false}}. Learns the edges of {@code bins: 5} bins by
     * {@code strategy}: quantile (the default), uniform or kmeans, see {@link BinEdges}.
     */
    public static final class Factory implements LearnsFromNumbers {
        @Override
        public String name() {
            return "bucketize";
        }

        @Override
        public String learned() {
            return "edges";
        }

        @Override
        public Map<String, Object> learn(TransformParameters parameters, NumberCounts numbers) {
            int bins = parameters.has("bins") ? parameters.wholeNumber("bins", 2, 1024) : 5;
            String strategy = parameters.oneOf("strategy", "quantile", "quantile", "uniform", "kmeans");
            return Map.of("edges", new BinEdges(numbers.sorted(), bins).inner(strategy));
        }

        @Override
        public Transform create(TransformParameters parameters) {
            parameters.allow("bins", "strategy");
            Bucketize bins = new Bucketize(parameters.ascendingNumbers("edges"));
            return parameters.flag("one-hot", false) ? new BinOneHot(bins) : new BinNumber(bins);
        }
    }
}
