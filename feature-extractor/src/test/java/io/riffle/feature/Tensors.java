package io.riffle.feature;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Short ways to declare features, fill a table and read what a builder wrote. */
public final class Tensors {
    private Tensors() {}

    public static Feature number(String name) {
        return new Feature(name, FeatureType.NUMBER, FeatureSource.EVENT);
    }

    public static Feature category(String name) {
        return new Feature(name, FeatureType.CATEGORY, FeatureSource.EVENT);
    }

    public static StepSpec step(String name) {
        return new StepSpec(name, Map.of());
    }

    public static StepSpec step(String name, Map<String, Object> parameters) {
        return new StepSpec(name, parameters);
    }

    public static ColumnSpec column(String feature, StepSpec... steps) {
        return new ColumnSpec(feature, List.of(steps));
    }

    public static TensorSpec tensor(TensorType type, ColumnSpec... columns) {
        return new TensorSpec("features", type, List.of(columns));
    }

    /** A table whose rows hold doubles and texts (null for missing) in the order of the features. */
    public static FeatureTable table(FeatureSchema schema, Object[]... rows) {
        FeatureTable table = new FeatureTable(schema, Math.max(1, rows.length));
        for (int row = 0; row < rows.length; row++) {
            for (int column = 0; column < schema.size(); column++) {
                Object value = rows[row][column];
                if (schema.feature(column).type().isText()) {
                    table.text(column, row, (String) value);
                } else {
                    table.number(column, row, value == null ? Double.NaN : ((Number) value).doubleValue());
                }
            }
        }
        return table;
    }

    public static ByteBuffer buffer(int bytes) {
        return ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder());
    }

    /** The FLOAT64 rows that some columns make. */
    public static double[][] doubles(FeatureTable table, int rows, ColumnSpec... columns) {
        TensorBuilder builder = TensorBuilder.create(tensor(TensorType.FLOAT64, columns), table.schema());
        ByteBuffer target = buffer(rows * builder.width() * Double.BYTES);
        builder.write(table, 0, rows, target);
        double[] all = new double[rows * builder.width()];
        target.flip().asDoubleBuffer().get(all);
        return IntStream.range(0, rows)
                .mapToObj(row -> Arrays.copyOfRange(all, row * builder.width(), (row + 1) * builder.width()))
                .toArray(double[][]::new);
    }

    /** What one step makes of one number. */
    public static double[] apply(StepSpec step, double value) {
        FeatureSchema schema = new FeatureSchema(List.of(number("x")));
        return doubles(table(schema, new Object[] {value}), 1, column("x", step))[0];
    }

    /** What one step makes of one text. */
    public static double[] apply(StepSpec step, String value) {
        FeatureSchema schema = new FeatureSchema(List.of(category("x")));
        return doubles(table(schema, new Object[] {value}), 1, column("x", step))[0];
    }
}
