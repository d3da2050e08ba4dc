/** Bytes to validated events. Start with {@code EventDecoder}. */
@NullMarked
package io.riffle.decode;

import org.jspecify.annotations.NullMarked;
