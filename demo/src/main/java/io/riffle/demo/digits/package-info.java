/** Synthetic digits, a small model of them, and its folder. Start with {@link io.riffle.demo.digits.DigitsCommand}. */
@NullMarked
package io.riffle.demo.digits;

import org.jspecify.annotations.NullMarked;
