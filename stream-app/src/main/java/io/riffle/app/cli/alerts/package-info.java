/** {@code riffle alerts}: one class per verb. Start with {@code AlertsCommands}. */
@NullMarked
package io.riffle.app.cli.alerts;

import org.jspecify.annotations.NullMarked;
