package io.riffle.scoring;

import io.riffle.feature.Feature;
import io.riffle.feature.FeatureSchema;
import io.riffle.feature.FeatureTable;
import io.riffle.feature.FeatureType;

/**
 * Rows for a version that has no golden ones: none of its values, zeros and empty texts, ones, and a number of its own for
 * each column. A model may rightly have no answer to some of them, such as the logarithm of zero; one that has none to
 * any has none to events. Pictures cannot be made up.
 */
final class WarmUpRows {
    /** How many rows differ. */
    static final int KINDS = 4;

    private WarmUpRows() {}

    static void fill(FeatureTable table, int rows) {
        FeatureSchema schema = table.schema();
        for (int row = 0; row < rows; row++) {
            for (int column = 0; row % KINDS > 0 && column < schema.size(); column++) {
                set(table, schema.feature(column), column, row);
            }
        }
    }

    private static void set(FeatureTable table, Feature feature, int column, int row) {
        int kind = row % KINDS;
        if (feature.type().isText()) {
            table.text(column, row, kind == 1 ? "" : "a");
        } else if (feature.type() != FeatureType.IMAGE) {
            table.number(column, row, kind == 1 ? 0 : kind == 2 ? 1 : number(feature.type(), column));
        }
    }

    private static double number(FeatureType type, int column) {
        return type == FeatureType.BOOLEAN ? column % 2 : 2 + column;
    }
}
