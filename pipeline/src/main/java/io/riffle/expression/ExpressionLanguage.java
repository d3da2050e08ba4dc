package io.riffle.expression;

import io.riffle.feature.FeatureSchema;
import io.riffle.feature.FeatureType;

/**
 * Reads formulas such as {@code amount / max(avg_amount, 1)}. A formula sees the features it is given and a fixed list of
 * functions, and nothing else: no class, no method, no loop, no assignment.
 */
public interface ExpressionLanguage {
    /**
     * Checks and prepares a formula.
     *
     * @param fields the features that it may name
     * @param type what it must give; a number, a boolean or a text
     * @throws ExpressionException if it is no formula, names something else, or gives something else
     */
    Expression compile(String source, FeatureSchema fields, FeatureType type);
}
