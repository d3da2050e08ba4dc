/** {@code riffle events}: one class per verb. Start with {@code EventsCommands}. */
@NullMarked
package io.riffle.app.cli.events;

import org.jspecify.annotations.NullMarked;
