/**
 * Avro's binary encoding as JSON tokens: {@link io.riffle.format.avro.AvroValues} for record values, {@link
 * io.riffle.format.avro.AvroFile} for files.
 */
@NullMarked
package io.riffle.format.avro;

import org.jspecify.annotations.NullMarked;
