/** {@code riffle quality}: one class per verb. Start with {@code QualityCommands}. */
@NullMarked
package io.riffle.app.cli.quality;

import org.jspecify.annotations.NullMarked;
