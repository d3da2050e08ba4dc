/** {@code riffle topics}: one class per verb. Start with {@code TopicsCommands}. */
@NullMarked
package io.riffle.app.cli.topics;

import org.jspecify.annotations.NullMarked;
