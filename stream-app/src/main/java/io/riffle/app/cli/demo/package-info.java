/** {@code riffle demo}: one class per verb. Start with {@code DemoCommands}. */
@NullMarked
package io.riffle.app.cli.demo;

import org.jspecify.annotations.NullMarked;
