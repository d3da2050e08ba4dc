package io.riffle.benchmark.micro;

import io.riffle.expression.Expression;
import io.riffle.expression.column.ColumnLanguage;
import io.riffle.feature.FeatureSchema;
import io.riffle.feature.FeatureTable;
import io.riffle.feature.FeatureType;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** The formula of the walk-through over the frame of {@link FeatureFixture}. */
@State(Scope.Thread)
public class FormulaFixture {
    private final FeatureTable table = FeatureFixture.table();
    private final int target = FeatureFixture.schema().column("result");
    private final Expression formula = new ColumnLanguage()
            .compile(
                    "amount / max(count, 1)",
                    new FeatureSchema(FeatureFixture.schema().features().subList(0, target)),
                    FeatureType.NUMBER);

    int evaluate() {
        return formula.evaluate(table, FeatureFixture.ROWS, target);
    }
}
