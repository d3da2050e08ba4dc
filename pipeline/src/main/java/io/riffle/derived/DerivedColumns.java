package io.riffle.derived;

import io.riffle.config.DerivedConfig;
import io.riffle.expression.Expression;
import io.riffle.expression.ExpressionLanguage;
import io.riffle.feature.FeatureSchema;
import io.riffle.feature.FeatureTable;
import io.riffle.feature.OddValue;
import io.riffle.metrics.FeatureMetrics;
import java.util.ArrayList;
import java.util.List;

/** The formulas of a pipeline in declared order, each with the column it fills. Belongs to one task. */
public final class DerivedColumns {
    private record Column(String name, int at, Expression expression) {}

    private final List<Column> columns = new ArrayList<>();
    private final FeatureMetrics metrics;

    /**
     * Formulas that were checked with the settings.
     *
     * @param schema all features; a formula sees those before its own
     */
    public DerivedColumns(
            List<DerivedConfig> derived, FeatureSchema schema, ExpressionLanguage language, FeatureMetrics metrics) {
        this.metrics = metrics;
        for (DerivedConfig each : derived) {
            int at = schema.requireColumn(each.name());
            FeatureSchema before = new FeatureSchema(schema.features().subList(0, at));
            columns.add(new Column(each.name(), at, language.compile(each.expression(), before, each.type())));
        }
    }

    /** Fills the derived columns of the first rows, formula by formula. */
    public void fill(FeatureTable table, int rows) {
        for (Column column : columns) {
            int failed = column.expression().evaluate(table, rows, column.at());
            if (failed > 0) {
                metrics.odd(column.name(), OddValue.FAILED, failed);
            }
        }
    }
}
