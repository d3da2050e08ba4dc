package io.riffle.expression.column;

import io.riffle.expression.Expression;
import io.riffle.expression.ExpressionException;
import io.riffle.expression.ExpressionLanguage;
import io.riffle.expression.ExpressionTokens;
import io.riffle.feature.Feature;
import io.riffle.feature.FeatureSchema;
import io.riffle.feature.FeatureType;
import io.riffle.feature.NearestName;
import java.util.List;

/**
 * Formulas that are put together once and computed column by column. The grammar is closed: what is no number, text,
 * feature, operator or {@link Function} cannot be said. What a formula gives is tried on rows of all kinds
 * ({@link DryRuns}).
 */
public final class ColumnLanguage implements ExpressionLanguage {
    @Override
    public Expression compile(String source, FeatureSchema fields, FeatureType type) {
        for (ExpressionTokens.Name name : ExpressionTokens.names(source)) {
            check(name, source, fields);
        }
        Part<?> whole = new FormulaParser(source, ExpressionTokens.tokens(source), fields).formula();
        Formula formula = new Formula(whole, type);
        new DryRuns(formula, fields, type).check(source);
        return formula;
    }

    private static void check(ExpressionTokens.Name name, String source, FeatureSchema fields) {
        if (name.function() ? Function.named(name.text()) != null : isValue(name.text(), fields)) {
            return;
        }
        List<String> known = name.function()
                ? Function.words()
                : fields.features().stream()
                        .filter(feature -> feature.type() != FeatureType.IMAGE)
                        .map(Feature::name)
                        .toList();
        throw new ExpressionException(
                "must name " + (name.function() ? "functions" : "features") + " that there are: '" + name.text()
                        + "' is none"
                        + (known.isEmpty() ? "" : ", nearest is '" + NearestName.to(name.text(), known) + "'"),
                source,
                name.position());
    }

    private static boolean isValue(String name, FeatureSchema fields) {
        int column = fields.column(name);
        return column >= 0 && fields.feature(column).type() != FeatureType.IMAGE;
    }
}
