package io.riffle.model.trees;

import java.util.List;

/** What a model adds up for a row, before the sums become scores. */
sealed interface Sums {
    int outputs();

    double[] of(double[] row);

    /** A tree and the output that it adds to. */
    record Tree(int output, TreeNode root) {}

    /**
     * Trees.
     *
     * @param base what each output begins with
     */
    record OfTrees(List<Double> base, List<Tree> trees) implements Sums {
        public OfTrees {
            base = List.copyOf(base);
            trees = List.copyOf(trees);
        }

        @Override
        public int outputs() {
            return base.size();
        }

        @Override
        public double[] of(double[] row) {
            double[] sums = base.stream().mapToDouble(Double::doubleValue).toArray();
            for (Tree tree : trees) {
                sums[tree.output()] += tree.root().of(row);
            }
            return sums;
        }
    }

    /**
     * A linear model; a missing number adds nothing.
     *
     * @param weights of each column its outputs, column by column
     */
    record Linear(List<Double> base, List<List<Double>> weights) implements Sums {
        public Linear {
            base = List.copyOf(base);
            weights = List.copyOf(weights);
        }

        @Override
        public int outputs() {
            return base.size();
        }

        @Override
        public double[] of(double[] row) {
            double[] sums = base.stream().mapToDouble(Double::doubleValue).toArray();
            for (int column = 0; column < weights.size(); column++) {
                for (int output = 0; output < sums.length && !Double.isNaN(row[column]); output++) {
                    sums[output] += row[column] * weights.get(column).get(output);
                }
            }
            return sums;
        }
    }
}
