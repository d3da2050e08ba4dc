/** {@code riffle schemas}. */
@NullMarked
package io.riffle.app.cli.schemas;

import org.jspecify.annotations.NullMarked;
