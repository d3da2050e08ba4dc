/** Rows of comma-separated values as JSON tokens. */
@NullMarked
package io.riffle.format.csv;

import org.jspecify.annotations.NullMarked;
