/** What formulas mean by Apache Commons JEXL, which evaluated them once: the yardstick of {@code DifferenceTest}. */
@NullMarked
package io.riffle.expression.jexl;

import org.jspecify.annotations.NullMarked;
