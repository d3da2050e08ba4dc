package io.riffle.demo.train;

import io.riffle.demo.payments.DemoRecord;
import io.riffle.demo.payments.SeededRandom;
import io.riffle.feature.FeatureSchema;
import io.riffle.feature.FeatureTable;
import java.util.BitSet;
import java.util.List;

/**
 * Features and labels to learn from: all fraud and a fair sample of everything. Learning from all genuine payments would
 * take seven times as long and change little; each sampled one stands for its share instead.
 */
final class LabelledRows implements FeatureReplay.Visitor {
    static final double SHARE = 0.15;

    private final FeatureSchema schema;
    private final FeatureTable table;
    private final SeededRandom random;
    private final BitSet fraud = new BitSet();
    private final BitSet fair = new BitSet();
    private int size;

    LabelledRows(FeatureSchema schema, int capacity, SeededRandom random) {
        this.schema = schema;
        this.random = random;
        table = new FeatureTable(schema, capacity);
    }

    @Override
    public void visit(List<DemoRecord> payments, FeatureTable features) {
        for (int row = 0; row < payments.size(); row++) {
            add(payments.get(row), features, row);
        }
    }

    private void add(DemoRecord record, FeatureTable features, int row) {
        boolean chosen = random.chance(SHARE);
        if (!chosen && !record.isFraud()) {
            return;
        }
        for (int column = 0; column < schema.size(); column++) {
            if (schema.feature(column).type().isText()) {
                table.text(column, size, features.text(column, row));
            } else {
                table.number(column, size, features.number(column, row));
            }
        }
        fraud.set(size, record.isFraud());
        fair.set(size, chosen);
        size++;
    }

    FeatureTable table() {
        return table;
    }

    int size() {
        return size;
    }

    boolean isFraud(int row) {
        return fraud.get(row);
    }

    /** Rows of the fair sample: distributed as the payments are. */
    BitSet fairRows() {
        return (BitSet) fair.clone();
    }

    /** How many payments a row stands for. */
    double weight(int row) {
        return fraud.get(row) ? 1 : 1 / SHARE;
    }
}
