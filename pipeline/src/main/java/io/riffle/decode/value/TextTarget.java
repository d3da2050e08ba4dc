package io.riffle.decode.value;

/** Reads text, and takes what became text. */
interface TextTarget extends ValueReader {
    void accept(String value, EventDraft draft) throws RefusedException;
}
