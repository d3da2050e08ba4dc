/** Synthetic digits, a small model of them, and its folder. Start with {@link io.riffle.app.cli.demo.DigitsCommand}. */
@NullMarked
package io.riffle.app.demo.digits;

import org.jspecify.annotations.NullMarked;
