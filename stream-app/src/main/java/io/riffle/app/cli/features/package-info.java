/** {@code riffle features}: one class per verb. Start with {@code FeaturesCommands}. */
@NullMarked
package io.riffle.app.cli.features;

import org.jspecify.annotations.NullMarked;
