package io.riffle.decode.value;

import java.io.IOException;

/** Reads the same value of all elements of an array and makes one of them. Not thread-safe. */
interface ElementFold extends ValueReader {
    /** Before the first element. */
    void begin();

    /** After the last element. */
    void end(EventDraft draft) throws IOException, RefusedException;
}
