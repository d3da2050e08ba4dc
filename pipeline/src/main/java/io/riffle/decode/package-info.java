/**
 * Bytes to validated events. Start with {@link io.riffle.decode.EventDecoder} (the rules) and {@code DecodeProcessor}
 * (the stage); {@link io.riffle.decode.EventSchema} says the same rules as JSON Schema.
 */
@NullMarked
package io.riffle.decode;

import org.jspecify.annotations.NullMarked;
