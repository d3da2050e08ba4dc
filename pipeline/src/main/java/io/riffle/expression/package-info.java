/**
 * Small formulas over features. Start with {@link io.riffle.expression.ExpressionLanguage}, what others see of them; how
 * they are computed stays in {@code column}.
 */
@NullMarked
package io.riffle.expression;

import org.jspecify.annotations.NullMarked;
