/**
 * What record values are written in beside JSON. Start with {@link io.riffle.format.Framing} (the schema id that stands
 * before a value or in a header) and {@link io.riffle.format.ValueFormat} (bytes to JSON tokens); the formats and the
 * client of a schema registry are packages of their own.
 */
@NullMarked
package io.riffle.format;

import org.jspecify.annotations.NullMarked;
