package io.riffle.format;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.math.BigInteger;

/** Whole numbers of any size as tokens. */
public final class WholeNumber {
    private WholeNumber() {}

    /** Writes a number, as one of 64 bits where it fits: tokens tell the two apart. */
    public static void write(BigInteger number, JsonGenerator tokens) throws IOException {
        if (number.bitLength() < Long.SIZE) {
            tokens.writeNumber(number.longValue());
        } else {
            tokens.writeNumber(number);
        }
    }
}
