/** {@code riffle experiments}: one class per verb. Start with {@code ExperimentsCommands}. */
@NullMarked
package io.riffle.app.cli.experiments;

import org.jspecify.annotations.NullMarked;
