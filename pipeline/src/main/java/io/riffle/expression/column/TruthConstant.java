package io.riffle.expression.column;

import io.riffle.feature.FeatureTable;
import java.util.Arrays;
import java.util.Set;

/** The same truth in each row. */
final class TruthConstant implements TruthNode {
    private final byte value;
    private byte[] values = {};

    TruthConstant(byte value) {
        this.value = value;
    }

    @Override
    public void open(FeatureTable table, int rows) {
        if (values.length < rows) {
            values = new byte[rows];
            Arrays.fill(values, value);
        }
    }

    @Override
    public byte[] values() {
        return values;
    }

    @Override
    public Set<Kind> kinds() {
        return Set.of(value == MISSING ? Kind.MISSING : Kind.TRUTH);
    }
}
