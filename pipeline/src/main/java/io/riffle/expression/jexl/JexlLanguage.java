package io.riffle.expression.jexl;

import io.riffle.expression.Expression;
import io.riffle.expression.ExpressionException;
import io.riffle.expression.ExpressionLanguage;
import io.riffle.expression.ExpressionTokens;
import io.riffle.feature.Feature;
import io.riffle.feature.FeatureSchema;
import io.riffle.feature.FeatureType;
import io.riffle.feature.NearestName;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.commons.jexl3.JexlBuilder;
import org.apache.commons.jexl3.JexlEngine;
import org.apache.commons.jexl3.JexlException;
import org.apache.commons.jexl3.JexlExpression;
import org.apache.commons.jexl3.JexlFeatures;
import org.apache.commons.jexl3.JexlInfo;
import org.apache.commons.jexl3.introspection.JexlPermissions;

/**
 * Formulas by Apache Commons JEXL with everything taken away that is not a formula: no loop, assignment, object, method,
 * lambda, array, pragma or annotation, and of all classes only {@link Functions}. The words of a formula are checked
 * before the engine sees them ({@link ExpressionTokens}); its result is checked on rows of all kinds ({@link DryRuns}).
 */
public final class JexlLanguage implements ExpressionLanguage {
    private static final JexlFeatures FEATURES = new JexlFeatures()
            .loops(false)
            .newInstance(false)
            .methodCall(false)
            .sideEffect(false)
            .sideEffectGlobal(false)
            .lambda(false)
            .thinArrow(false)
            .fatArrow(false)
            .pragma(false)
            .annotation(false)
            .structuredLiteral(false)
            .arrayReferenceExpr(false)
            .localVar(false)
            .importPragma(false)
            .namespacePragma(false)
            .script(false);

    private final JexlEngine engine;

    public JexlLanguage() {
        Map<String, Object> functions = new HashMap<>();
        functions.put(null, new Functions());
        JexlPermissions permissions = new JexlPermissions.ClassPermissions(
                JexlPermissions.RESTRICTED, Collections.singleton(Functions.class.getName()));
        engine = new JexlBuilder()
                .features(FEATURES)
                .permissions(permissions)
                .arithmetic(new FeatureArithmetic())
                .namespaces(functions)
                .strict(true)
                .safe(false)
                .silent(false)
                .antish(false)
                .create();
    }

    @Override
    public Expression compile(String source, FeatureSchema fields, FeatureType type) {
        for (ExpressionTokens.Name name : ExpressionTokens.names(source)) {
            check(name, source, fields);
        }
        JexlFormula formula = new JexlFormula(parsed(source), fields, type);
        new DryRuns(formula, fields, type).check(source);
        return formula;
    }

    private JexlExpression parsed(String source) {
        try {
            return engine.createExpression(new JexlInfo("formula", 1, 1), source);
        } catch (JexlException malformed) {
            throw new ExpressionException(
                    "must be a formula: " + problem(malformed), source, position(malformed.getInfo(), source));
        }
    }

    private static void check(ExpressionTokens.Name name, String source, FeatureSchema fields) {
        if (name.function() ? Functions.NAMES.contains(name.text()) : isValue(name.text(), fields)) {
            return;
        }
        List<String> known = name.function()
                ? Functions.NAMES.stream().sorted().toList()
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

    /** The engine's words without its own place and name. */
    static String problem(JexlException exception) {
        Optional<String> cause = Stream.iterate(exception.getCause(), each -> each != null, Throwable::getCause)
                .filter(each -> each instanceof ArithmeticException)
                .map(Throwable::getMessage)
                .findFirst();
        return cause.orElseGet(() -> String.valueOf(exception.getMessage())
                .replaceFirst("^formula[^ ]* ", "")
                .lines()
                .findFirst()
                .orElse("unreadable"));
    }

    static int position(JexlInfo info, String source) {
        if (info == null) {
            return 0;
        }
        int start = 0;
        for (int line = 1; line < info.getLine(); line++) {
            start = source.indexOf('\n', start) + 1;
        }
        return Math.max(0, Math.min(start + info.getColumn() - 1, source.length() - 1));
    }
}
