package io.riffle.app.batch;

import java.io.IOException;
import java.util.Optional;

/** What the lines of a file are. */
interface LineFormat {
    /**
     * What a line says; empty if it is about the others, as a header is.
     *
     * @throws IllegalArgumentException if it cannot be of this format
     */
    Optional<InputLine> read(long number, byte[] line) throws IOException;

    /** Whether a line goes on behind its end while a quote is open. */
    default boolean hasQuotes() {
        return false;
    }
}
