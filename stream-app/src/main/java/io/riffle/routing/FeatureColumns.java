package io.riffle.routing;

import io.riffle.feature.FeatureSchema;
import io.riffle.feature.FeatureTable;
import io.riffle.feature.FeatureType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The features that predictions include, as one JSON object. */
final class FeatureColumns {
    private final List<Column> columns = new ArrayList<>();

    private record Column(byte[] key, FeatureType type, int index) {}

    FeatureColumns(List<String> names, FeatureSchema schema) {
        for (String name : names) {
            int index = schema.column(name);
            if (index < 0) {
                throw new IllegalArgumentException(
                        "predictions can include declared features only: '" + name + "' is not declared");
            }
            String comma = columns.isEmpty() ? "" : ",";
            byte[] key = new Fragment().raw(comma).string(name).raw(":").bytes();
            columns.add(new Column(key, schema.feature(index).type(), index));
        }
    }

    boolean isEmpty() {
        return columns.isEmpty();
    }

    void write(FeatureTable table, int row, JsonBuffer json) {
        json.raw('{');
        for (int i = 0; i < columns.size(); i++) {
            Column column = columns.get(i);
            json.raw(column.key);
            value(table, column, row, json);
        }
        json.raw('}');
    }

    private static void value(FeatureTable table, Column column, int row, JsonBuffer json) {
        switch (column.type) {
            case NUMBER, INTEGER -> json.number(table.number(column.index, row));
            case BOOLEAN -> truth(table.number(column.index, row), json);
            case IMAGE -> throw new IllegalArgumentException("images are not copied into predictions");
            case CATEGORY, TEXT -> text(table.text(column.index, row), json);
        }
    }

    private static void truth(double value, JsonBuffer json) {
        if (Double.isNaN(value)) {
            json.nothing();
        } else {
            json.truth(value != 0);
        }
    }

    private static void text(@Nullable String value, JsonBuffer json) {
        if (value == null) {
            json.nothing();
        } else {
            json.string(value);
        }
    }
}
