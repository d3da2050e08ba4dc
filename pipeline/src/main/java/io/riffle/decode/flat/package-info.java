/** The fast reader of usual events, without a JSON parser; with the same result as the complete one. */
@NullMarked
package io.riffle.decode.flat;

import org.jspecify.annotations.NullMarked;
