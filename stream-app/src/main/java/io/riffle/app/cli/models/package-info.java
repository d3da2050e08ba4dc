/** {@code riffle models}: one class per verb. Start with {@code ModelsCommands}. */
@NullMarked
package io.riffle.app.cli.models;

import org.jspecify.annotations.NullMarked;
