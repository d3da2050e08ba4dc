/**
 * Formulas computed by column. Start with {@link io.riffle.expression.column.ColumnLanguage}; {@code FormulaParser} puts
 * {@code Part}s together, {@code Node}s hold the values, {@code Failures} the rows that have none.
 */
@NullMarked
package io.riffle.expression.column;

import org.jspecify.annotations.NullMarked;
