package io.riffle.expression.column;

import io.riffle.feature.FeatureTable;

/** A feature that is a number: the table's own column. */
final class NumberFeature implements NumberNode {
    private final int column;
    private double[] values = {};

    NumberFeature(int column) {
        this.column = column;
    }

    @Override
    public void open(FeatureTable table, int rows) {
        values = table.numbers(column);
    }

    @Override
    public double[] values() {
        return values;
    }
}
