/** {@code riffle dlq}: one class per verb. Start with {@code DlqCommands}. */
@NullMarked
package io.riffle.app.cli.dlq;

import org.jspecify.annotations.NullMarked;
