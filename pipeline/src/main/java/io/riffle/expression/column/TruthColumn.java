package io.riffle.expression.column;

import io.riffle.feature.FeatureTable;

/** Truth that is computed from other parts. */
final class TruthColumn implements TruthNode {
    /** Computes all rows from parts that are open. */
    interface Loop {
        void fill(byte[] values, int rows);
    }

    private final Loop loop;
    private final Node[] parts;
    private byte[] values = {};

    /** @param parts to be opened before */
    TruthColumn(Loop loop, Node... parts) {
        this.loop = loop;
        this.parts = parts;
    }

    @Override
    public void open(FeatureTable table, int rows) {
        for (Node part : parts) {
            part.open(table, rows);
        }
        if (values.length < rows) {
            values = new byte[rows];
        }
        loop.fill(values, rows);
    }

    @Override
    public byte[] values() {
        return values;
    }
}
