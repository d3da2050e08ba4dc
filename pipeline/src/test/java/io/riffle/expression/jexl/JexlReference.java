package io.riffle.expression.jexl;

import io.riffle.feature.FeatureSchema;
import io.riffle.feature.FeatureType;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.commons.jexl3.JexlBuilder;
import org.apache.commons.jexl3.JexlEngine;
import org.apache.commons.jexl3.JexlException;
import org.apache.commons.jexl3.introspection.JexlPermissions;

/**
 * What formulas mean, by an engine that others wrote: Apache Commons JEXL with our operators and our functions. Formulas
 * must be checked before ({@link io.riffle.expression.ExpressionTokens}), for the engine knows many more words.
 */
public final class JexlReference {
    private static final int CACHED = 64;

    private final JexlEngine engine;

    public JexlReference() {
        Map<String, Object> functions = new HashMap<>();
        functions.put(null, new Functions());
        engine = new JexlBuilder()
                .permissions(new JexlPermissions.ClassPermissions(
                        JexlPermissions.RESTRICTED, Set.of(Functions.class.getName())))
                .arithmetic(new FeatureArithmetic())
                .namespaces(functions)
                .cache(CACHED)
                .strict(true)
                .safe(false)
                .silent(false)
                .antish(false)
                .create();
    }

    /** @throws JexlException if it is no formula */
    public JexlFormula parse(String source, FeatureSchema fields, FeatureType type) {
        return new JexlFormula(engine.createExpression(source), fields, type);
    }
}
