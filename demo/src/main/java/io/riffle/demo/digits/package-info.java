/** Synthetic digits, a small model of them, and its folder. Start with {@link io.riffle.demo.cli.DigitsCommand}. */
@NullMarked
package io.riffle.demo.digits;

import org.jspecify.annotations.NullMarked;
