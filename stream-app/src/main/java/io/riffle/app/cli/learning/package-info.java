/** {@code riffle learning} with its verbs. */
@NullMarked
package io.riffle.app.cli.learning;

import org.jspecify.annotations.NullMarked;
