package io.riffle.routing;

import io.riffle.feature.FeatureSchema;
import io.riffle.feature.FeatureSource;
import io.riffle.feature.FeatureStatus;
import io.riffle.feature.FeatureTable;
import io.riffle.feature.FeatureType;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The features that predictions include, as JSON objects: their values, and what was looked up about those of profiles. */
final class FeatureColumns {
    private static final byte[] STATUS = ascii(",\"feature_status\":");
    private static final byte[] AGE = ascii(",\"feature_age_ms\":");

    private static final byte[] STALE = ascii("\"stale\"");
    private static final byte[] MISSING = ascii("\"missing\"");

    private final List<Column> columns = new ArrayList<>();
    private final List<Column> stored = new ArrayList<>();

    private record Column(String name, byte[] key, FeatureType type, int index) {}

    FeatureColumns(List<String> names, FeatureSchema schema) {
        for (String name : names) {
            int index = schema.column(name);
            if (index < 0) {
                throw new IllegalArgumentException(
                        "predictions can include declared features only: '" + name + "' is not declared");
            }
            String comma = columns.isEmpty() ? "" : ",";
            byte[] key = new Fragment().raw(comma).string(name).raw(":").bytes();
            Column column = new Column(name, key, schema.feature(index).type(), index);
            columns.add(column);
            if (schema.feature(index).source() == FeatureSource.PROFILE) {
                stored.add(column);
            }
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

    /**
     * Profile values that were not {@code PRESENT}, where a default may stand, and the ages of all: both are those of the
     * event's own time, and cannot be found out later.
     */
    void writeStored(FeatureTable table, int row, JsonBuffer json) {
        if (stored.isEmpty()) {
            return;
        }
        ObjectMember statuses = new ObjectMember(json, STATUS);
        for (Column column : stored) {
            FeatureStatus status = table.status(column.index, row);
            if (status != FeatureStatus.PRESENT) {
                statuses.name(column.name).raw(status == FeatureStatus.STALE ? STALE : MISSING);
            }
        }
        statuses.end();
        ObjectMember ages = new ObjectMember(json, AGE);
        for (Column column : stored) {
            long age = table.age(column.index, row);
            if (age != FeatureTable.UNKNOWN_AGE) {
                ages.name(column.name).number(age);
            }
        }
        ages.end();
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

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
