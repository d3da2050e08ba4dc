package io.riffle.derived;

import static org.assertj.core.api.Assertions.assertThat;

import io.riffle.config.DerivedConfig;
import io.riffle.expression.column.ColumnLanguage;
import io.riffle.feature.Feature;
import io.riffle.feature.FeatureSchema;
import io.riffle.feature.FeatureSource;
import io.riffle.feature.FeatureStatus;
import io.riffle.feature.FeatureTable;
import io.riffle.feature.FeatureType;
import io.riffle.metrics.FeatureMetrics;
import java.util.List;
import org.junit.jupiter.api.Test;

class DerivedColumnsTest {
    private static final FeatureSchema SCHEMA = new FeatureSchema(List.of(
            new Feature("amount", FeatureType.NUMBER, FeatureSource.EVENT),
            new Feature("average", FeatureType.NUMBER, FeatureSource.PROFILE),
            new Feature("ratio", FeatureType.NUMBER, FeatureSource.DERIVED),
            new Feature("size", FeatureType.CATEGORY, FeatureSource.DERIVED)));
    private static final List<DerivedConfig> DERIVED = List.of(
            new DerivedConfig("ratio", "amount / max(average, 1)", FeatureType.NUMBER),
            new DerivedConfig("size", "ratio > 3 ? 'large' : 'usual'", FeatureType.CATEGORY));

    /** The second formula reads the first one's answer of the same row; one missing value stays in its row. */
    @Test
    void fill_computesFormulasInOrder_whenTheyBuildOnEachOther() {
        DerivedColumns columns = new DerivedColumns(DERIVED, SCHEMA, new ColumnLanguage(), FeatureMetrics.NONE);
        FeatureTable table = new FeatureTable(SCHEMA, 3);
        table.number(0, 0, 8);
        table.number(1, 0, 2);
        table.number(0, 1, 8);
        table.number(0, 2, 1);
        table.number(1, 2, 0.5);

        columns.fill(table, 3);

        assertThat(table.number(2, 0)).isEqualTo(4);
        assertThat(table.text(3, 0)).isEqualTo("large");
        assertThat(table.status(2, 1)).isEqualTo(FeatureStatus.MISSING);
        assertThat(table.text(3, 1)).isEqualTo("usual");
        assertThat(table.number(2, 2)).isEqualTo(1);
        assertThat(table.text(3, 2)).isEqualTo("usual");
    }
}
