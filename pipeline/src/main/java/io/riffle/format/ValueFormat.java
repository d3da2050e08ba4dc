package io.riffle.format;

import com.fasterxml.jackson.core.JsonGenerator;
import io.riffle.frame.FrameRow;
import java.io.IOException;

/** A format of record values: it says as JSON tokens what the bytes say. Not thread-safe. */
public interface ValueFormat {
    /**
     * Writes the tokens of one value.
     *
     * @param row whose headers may name the schema
     * @param value the bytes, neither null nor empty
     * @throws UnreadableValueException if the value is none of this format, which it would be again
     * @throws IOException if the generator cannot take a token
     */
    void write(FrameRow row, byte[] value, JsonGenerator tokens) throws IOException, UnreadableValueException;
}
