/** Stable hashes: the same number for the same text on every machine and in every version. Start with {@code TextHash}. */
@NullMarked
package io.riffle.hash;

import org.jspecify.annotations.NullMarked;
