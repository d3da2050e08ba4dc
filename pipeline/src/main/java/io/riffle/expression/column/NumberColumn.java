package io.riffle.expression.column;

import io.riffle.feature.FeatureTable;

/** Numbers that are computed from other parts. */
final class NumberColumn implements NumberNode {
    /** Computes all rows from parts that are open. */
    interface Loop {
        void fill(double[] values, int rows);
    }

    private final Loop loop;
    private final Node[] parts;
    private double[] values = {};

    /** @param parts to be opened before */
    NumberColumn(Loop loop, Node... parts) {
        this.loop = loop;
        this.parts = parts;
    }

    @Override
    public void open(FeatureTable table, int rows) {
        for (Node part : parts) {
            part.open(table, rows);
        }
        if (values.length < rows) {
            values = new double[rows];
        }
        loop.fill(values, rows);
    }

    @Override
    public double[] values() {
        return values;
    }
}
