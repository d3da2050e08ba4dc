package io.riffle.demo.payments;

import java.util.Arrays;

/** Draws an index with given weights in constant time: Vose's alias method (1991). */
public final class WeightedChoice {
    private final double[] threshold;
    private final int[] alias;

    public WeightedChoice(double[] weights) {
        int size = weights.length;
        threshold = new double[size];
        alias = new int[size];
        double total = Arrays.stream(weights).sum();
        double[] scaled = new double[size];
        int[] order = new int[size];
        int small = 0;
        int large = size;
        for (int i = 0; i < size; i++) {
            scaled[i] = weights[i] * size / total;
            order[scaled[i] < 1 ? small++ : --large] = i;
        }
        pair(scaled, order, small);
    }

    /** {@code order} holds the indexes below average first, then the others; each of the former borrows from a latter. */
    private void pair(double[] scaled, int[] order, int firstLarge) {
        int large = firstLarge;
        for (int i = 0; i < order.length; i++) {
            int small = order[i];
            threshold[small] = scaled[small];
            alias[small] = small;
            if (scaled[small] < 1 && large < order.length && large > i) {
                int donor = order[large];
                alias[small] = donor;
                scaled[donor] -= 1 - scaled[small];
                large += scaled[donor] < 1 ? 1 : 0;
            }
        }
    }

    public int next(SeededRandom random) {
        int index = random.nextInt(threshold.length);
        return random.nextDouble() < threshold[index] ? index : alias[index];
    }
}
