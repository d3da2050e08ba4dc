package io.riffle.decode.value;

import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;

/** Reads the value that the parser stands on into the draft and leaves the parser on the value's last token. */
@FunctionalInterface
public interface ValueReader {
    void read(JsonParser parser, EventDraft draft) throws IOException, RefusedException;

    /** One JSON key may have two roles, for example entity and category. */
    default ValueReader and(ValueReader other) {
        return (parser, draft) -> {
            read(parser, draft);
            other.read(parser, draft);
        };
    }
}
