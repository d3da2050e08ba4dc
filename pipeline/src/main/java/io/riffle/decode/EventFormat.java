package io.riffle.decode;

import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;

/** What the value of a record is written in: it becomes one stream of JSON tokens, whatever its bytes are. */
interface EventFormat {
    /**
     * Opens a value that is neither null nor empty nor too large.
     *
     * @return a parser before its first token
     */
    JsonParser open(byte[] value) throws IOException, RefusedException;
}
