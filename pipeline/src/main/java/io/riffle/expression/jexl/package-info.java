/** Formulas evaluated by Apache Commons JEXL, locked up. */
@NullMarked
package io.riffle.expression.jexl;

import org.jspecify.annotations.NullMarked;
