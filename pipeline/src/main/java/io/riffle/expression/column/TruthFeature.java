package io.riffle.expression.column;

import io.riffle.feature.FeatureTable;

/** A feature that is a boolean, which the table keeps as a number. */
final class TruthFeature implements TruthNode {
    private final int column;
    private byte[] values = {};

    TruthFeature(int column) {
        this.column = column;
    }

    @Override
    public void open(FeatureTable table, int rows) {
        if (values.length < rows) {
            values = new byte[rows];
        }
        double[] numbers = table.numbers(column);
        for (int row = 0; row < rows; row++) {
            double number = numbers[row];
            values[row] = Double.isNaN(number) ? MISSING : number != 0 ? TRUE : FALSE;
        }
    }

    @Override
    public byte[] values() {
        return values;
    }
}
