/** From the tensors that a model gives to the scores of a row, whatever runtime gave them. Start with {@code OutputValues}. */
@NullMarked
package io.riffle.scoring.output;

import org.jspecify.annotations.NullMarked;
