/**
 * Small formulas over features. Start with {@link io.riffle.expression.ExpressionLanguage}, the port; the vendor behind it
 * stays in {@code jexl}.
 */
@NullMarked
package io.riffle.expression;

import org.jspecify.annotations.NullMarked;
