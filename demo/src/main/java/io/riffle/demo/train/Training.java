package io.riffle.demo.train;

import io.riffle.demo.payments.SeededRandom;
import java.util.List;

/** Fits a network to labelled rows: mini-batches in random order, a learning rate that falls from epoch to epoch. */
final class Training {
    private static final List<Integer> HIDDEN = List.of(32, 16);
    private static final int EPOCHS = 12;
    private static final int BATCH = 64;
    private static final double FIRST_RATE = 3e-3;
    private static final double LAST_RATE = 1e-4;

    private Training() {}

    static Network fit(LabelledRows rows, float[] matrix, SeededRandom random) {
        Network network = new Network(matrix.length / rows.size(), HIDDEN, random);
        int[] order = new int[rows.size()];
        for (int i = 0; i < order.length; i++) {
            order[i] = i;
        }
        for (int epoch = 0; epoch < EPOCHS; epoch++) {
            shuffle(order, random);
            double rate = FIRST_RATE * StrictMath.pow(LAST_RATE / FIRST_RATE, epoch / (EPOCHS - 1.0));
            epoch(network, rows, matrix, order, rate);
        }
        return network;
    }

    private static void epoch(Network network, LabelledRows rows, float[] matrix, int[] order, double rate) {
        for (int from = 0; from < order.length; from += BATCH) {
            int to = Math.min(from + BATCH, order.length);
            for (int i = from; i < to; i++) {
                int row = order[i];
                network.learn(matrix, row, rows.isFraud(row), rows.weight(row) / (to - from));
            }
            network.step(rate);
        }
    }

    /** Fisher and Yates. */
    private static void shuffle(int[] order, SeededRandom random) {
        for (int i = order.length - 1; i > 0; i--) {
            int other = random.nextInt(i + 1);
            int swapped = order[i];
            order[i] = order[other];
            order[other] = swapped;
        }
    }
}
