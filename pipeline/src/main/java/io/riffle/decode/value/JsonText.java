package io.riffle.decode.value;

import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;

/** Opens JSON that stands in a text of its own. */
@FunctionalInterface
public interface JsonText {
    /** Gives a parser before its first token. */
    JsonParser open(byte[] text) throws IOException, RefusedException;
}
