package io.riffle.app.backtest;

import java.util.Arrays;

/** Numbers that are still to come, without an object each. */
final class DoubleList {
    private double[] values = new double[1_024];
    private int size;

    void add(double value) {
        if (size == values.length) {
            values = Arrays.copyOf(values, 2 * size);
        }
        values[size++] = value;
    }

    int size() {
        return size;
    }

    double[] sorted() {
        double[] copy = toArray();
        Arrays.sort(copy);
        return copy;
    }

    double[] toArray() {
        return Arrays.copyOf(values, size);
    }
}
