/** {@code riffle demo}: one class per verb. Start with {@code DemoCommands}. */
@NullMarked
package io.riffle.demo.cli;

import org.jspecify.annotations.NullMarked;
