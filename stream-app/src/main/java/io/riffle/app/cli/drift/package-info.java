/** {@code riffle drift}: one class per verb. Start with {@code DriftCommands}. */
@NullMarked
package io.riffle.app.cli.drift;

import org.jspecify.annotations.NullMarked;
