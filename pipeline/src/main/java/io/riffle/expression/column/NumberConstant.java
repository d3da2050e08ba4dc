package io.riffle.expression.column;

import io.riffle.feature.FeatureTable;
import java.util.Arrays;

/** The same number in each row. */
final class NumberConstant implements NumberNode {
    private final double value;
    private double[] values = {};

    NumberConstant(double value) {
        this.value = value;
    }

    @Override
    public void open(FeatureTable table, int rows) {
        if (values.length < rows) {
            values = new double[rows];
            Arrays.fill(values, value);
        }
    }

    @Override
    public double[] values() {
        return values;
    }
}
