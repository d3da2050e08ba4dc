package io.riffle.demo.train;

import io.riffle.feature.ColumnSpec;
import io.riffle.feature.FeatureTable;
import io.riffle.feature.StepSpec;
import io.riffle.feature.TensorBuilder;
import io.riffle.feature.TensorSpec;
import io.riffle.feature.TensorType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What the model reads and how it is transformed; means and scales are fitted to rows. */
final class ModelInputs {
    static final String TENSOR = "features";
    private static final StepSpec LOG = new StepSpec("log1p", Map.of());

    private ModelInputs() {}

    /** The input tensor, with every number standardised by the mean and deviation it has in these rows. */
    static TensorSpec fit(FeatureTable rows, int size) {
        List<ColumnSpec> unscaled = numbers();
        float[] values = matrix(new TensorSpec(TENSOR, TensorType.FLOAT32, unscaled), rows, size);
        List<ColumnSpec> columns = new ArrayList<>();
        for (int column = 0; column < unscaled.size(); column++) {
            columns.add(scaled(unscaled.get(column), values, column, unscaled.size()));
        }
        columns.addAll(categories());
        return new TensorSpec(TENSOR, TensorType.FLOAT32, columns);
    }

    /** The tensor's values, row by row, as the pipeline builds them. */
    static float[] matrix(TensorSpec spec, FeatureTable rows, int size) {
        TensorBuilder builder = TensorBuilder.create(spec, rows.schema());
        ByteBuffer buffer =
                ByteBuffer.allocate(size * builder.width() * Float.BYTES).order(ByteOrder.nativeOrder());
        builder.write(rows, 0, size, buffer);
        float[] values = new float[size * builder.width()];
        buffer.flip().asFloatBuffer().get(values);
        return values;
    }

    private static List<ColumnSpec> numbers() {
        List<ColumnSpec> columns = new ArrayList<>();
        for (String feature : List.of("online_share", "distance_1h_min", "distance_1h_max", "distance_km")) {
            columns.add(feature.startsWith("distance") ? log(feature) : new ColumnSpec(feature, List.of()));
        }
        List.of("amount", "avg_amount", "std_amount", "payments_per_day", "home_radius_km", "account_age_days")
                .forEach(feature -> columns.add(log(feature)));
        List.of("amount_1m_count", "amount_10m_count", "amount_10m_sum").forEach(feature -> columns.add(log(feature)));
        List.of("amount_1h_count", "amount_1h_sum", "amount_1h_min", "amount_1h_max")
                .forEach(feature -> columns.add(log(feature)));
        List.of(
                        "amount_24h_count",
                        "amount_24h_mean",
                        "amount_24h_std",
                        "merchant_1h_distinct",
                        "merchant_24h_distinct")
                .forEach(feature -> columns.add(log(feature)));
        StepSpec aDay = new StepSpec("impute", Map.of("value", 86_400_000));
        columns.add(new ColumnSpec("last_payment_since_last", List.of(aDay, LOG)));
        return columns;
    }

    private static List<ColumnSpec> categories() {
        return List.of(
                new ColumnSpec("last_payment_since_last", List.of(new StepSpec("missing-indicator", Map.of()))),
                new ColumnSpec("event_time", List.of(new StepSpec("time-of-day", Map.of("zone", "UTC")))),
                oneHot(
                        "category",
                        "grocery",
                        "fuel",
                        "restaurant",
                        "fashion",
                        "electronics",
                        "travel",
                        "health",
                        "entertainment",
                        "gift_cards",
                        "cash"),
                oneHot("channel", "pos", "online", "atm"),
                oneHot("entry_mode", "chip", "contactless", "magstripe", "keyed", "wallet"));
    }

    private static ColumnSpec log(String feature) {
        return new ColumnSpec(feature, List.of(LOG));
    }

    private static ColumnSpec oneHot(String feature, String... categories) {
        return new ColumnSpec(feature, List.of(new StepSpec("one-hot", Map.of("categories", List.of(categories)))));
    }

    private static ColumnSpec scaled(ColumnSpec column, float[] values, int index, int width) {
        int rows = values.length / width;
        double sum = 0;
        for (int row = 0; row < rows; row++) {
            sum += values[row * width + index];
        }
        double mean = sum / rows;
        double squares = 0;
        for (int row = 0; row < rows; row++) {
            double difference = values[row * width + index] - mean;
            squares += difference * difference;
        }
        double scale = Math.max(1e-3, Math.sqrt(squares / rows));
        List<StepSpec> steps = new ArrayList<>(column.steps());
        steps.add(new StepSpec("standard-scale", Map.of("mean", Rounded.of(mean, 6), "scale", Rounded.of(scale, 6))));
        return new ColumnSpec(column.feature(), steps);
    }
}
