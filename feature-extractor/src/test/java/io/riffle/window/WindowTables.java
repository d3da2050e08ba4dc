package io.riffle.window;

import io.riffle.feature.Feature;
import io.riffle.feature.FeatureSchema;
import io.riffle.feature.FeatureSource;
import io.riffle.feature.FeatureTable;
import io.riffle.feature.FeatureType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Schemas and tables for windows over the number {@code amount} and the category {@code shop}. */
final class WindowTables {
    static final List<Aggregate> OF_NUMBERS = List.of(Aggregate.values());
    static final List<Aggregate> OF_TEXTS = List.of(Aggregate.COUNT, Aggregate.DISTINCT, Aggregate.SINCE_LAST);

    private WindowTables() {}

    static WindowSpec window(String name, String of, String over, String every, List<Aggregate> aggregates) {
        return new WindowSpec(name, of, Duration.parse(over), Duration.parse(every), aggregates);
    }

    static FeatureSchema schema(List<WindowSpec> windows) {
        List<Feature> features = new ArrayList<>();
        features.add(new Feature("amount", FeatureType.NUMBER, FeatureSource.EVENT));
        features.add(new Feature("shop", FeatureType.CATEGORY, FeatureSource.EVENT));
        features.add(new Feature("limit", FeatureType.NUMBER, FeatureSource.PROFILE));
        for (WindowSpec window : windows) {
            for (Aggregate aggregate : window.aggregates()) {
                features.add(new Feature(window.featureName(aggregate), FeatureType.NUMBER, FeatureSource.HISTORY));
            }
        }
        return new FeatureSchema(features);
    }

    static FeatureTable table(List<WindowSpec> windows) {
        return new FeatureTable(schema(windows), 1);
    }

    /** Sets the event of row 0, its history missing. */
    static void set(FeatureTable table, Payment payment) {
        table.clear(1);
        table.number(0, 0, payment.amount());
        table.text(1, 0, payment.shop());
    }

    static double value(FeatureTable table, String feature) {
        return table.number(table.schema().column(feature), 0);
    }
}
