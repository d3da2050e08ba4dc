package io.riffle.expression.jexl;

import io.riffle.feature.FeatureSchema;
import io.riffle.feature.FeatureTable;
import io.riffle.feature.FeatureType;
import java.util.HashMap;
import java.util.Map;
import org.apache.commons.jexl3.JexlContext;
import org.jspecify.annotations.Nullable;

/** The features of one row by name, for reading; moved from row to row. */
final class RowContext implements JexlContext {
    private final Map<String, Integer> columns = new HashMap<>();
    private final FeatureType[] types;
    private @Nullable FeatureTable table;
    private int row;

    RowContext(FeatureSchema fields) {
        types = new FeatureType[fields.size()];
        for (int column = 0; column < fields.size(); column++) {
            columns.put(fields.feature(column).name(), column);
            types[column] = fields.feature(column).type();
        }
    }

    void open(FeatureTable opened) {
        table = opened;
    }

    void moveTo(int to) {
        row = to;
    }

    @Override
    public @Nullable Object get(String name) {
        Integer column = columns.get(name);
        if (column == null || table == null) {
            return null;
        }
        if (types[column].isText()) {
            return table.text(column, row);
        }
        double number = table.number(column, row);
        if (types[column] != FeatureType.BOOLEAN) {
            return number;
        }
        return Double.isNaN(number) ? null : (Boolean) (number != 0);
    }

    @Override
    public boolean has(String name) {
        return columns.containsKey(name);
    }

    @Override
    public void set(String name, Object value) {
        throw new UnsupportedOperationException("a formula must not set anything: was to set '" + name + "'");
    }
}
