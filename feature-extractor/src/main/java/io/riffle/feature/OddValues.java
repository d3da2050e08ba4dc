package io.riffle.feature;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** How many odd values each column of a tensor had since they were last taken. */
final class OddValues {
    private static final int[] NONE = {};

    private final Map<OddValue, int[]> counts = new EnumMap<>(OddValue.class);
    private int column;

    /** What is counted from now on belongs to this column. */
    void begin(int next) {
        column = next;
    }

    void count(OddValue kind, int values) {
        if (values > 0) {
            int[] columns = counts.getOrDefault(kind, NONE);
            if (columns.length <= column) {
                columns = Arrays.copyOf(columns, Math.max(16, column * 2));
                counts.put(kind, columns);
            }
            columns[column] += values;
        }
    }

    void take(List<String> features, TensorBuilder.OddSink sink) {
        counts.forEach((kind, columns) -> {
            for (int i = 0; i < columns.length; i++) {
                if (columns[i] > 0) {
                    sink.odd(features.get(i), kind, columns[i]);
                    columns[i] = 0;
                }
            }
        });
    }
}
