/** The command line's entry: {@code Main} puts the commands of {@code io.riffle.app.cli} together. */
@NullMarked
package io.riffle.app;

import org.jspecify.annotations.NullMarked;
