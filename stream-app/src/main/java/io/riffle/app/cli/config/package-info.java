/** {@code riffle config}: one class per verb. Start with {@code ConfigCommands}. */
@NullMarked
package io.riffle.app.cli.config;

import org.jspecify.annotations.NullMarked;
