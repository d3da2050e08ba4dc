package io.riffle.decode;

import com.fasterxml.jackson.core.JsonParser;
import io.riffle.decode.value.RefusedException;
import io.riffle.frame.FrameRow;
import java.io.IOException;

/** What the value of a record is written in: it becomes one stream of JSON tokens, whatever its bytes are. */
interface EventFormat {
    /**
     * Opens a value that is neither null nor empty nor too large.
     *
     * @param row whose headers may name the value's schema
     * @return a parser before its first token
     */
    JsonParser open(FrameRow row, byte[] value) throws IOException, RefusedException;
}
