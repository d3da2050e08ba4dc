package io.riffle.decode.value;

import io.riffle.schema.DeadLetterReason;

/** What values that are text must be: UTF-8 without a byte order mark. Not thread-safe. */
public final class StrictText {
    private final Utf8Check utf8 = new Utf8Check();
    private final String what;

    /** @param what the value must be, for messages */
    public StrictText(String what) {
        this.what = what;
    }

    public void check(byte[] value) throws RefusedException {
        // Jackson would take a byte order mark, and guess UTF-16 or UTF-32 from zero bytes among the first ones.
        if (value[0] <= 0 || (value.length > 1 && value[1] == 0)) {
            throw malformed(
                    "must be " + what + " in UTF-8 without a byte order mark: starts with byte " + hex(value[0]));
        }
        int invalid = utf8.firstInvalid(value, 0, value.length);
        if (invalid >= 0) {
            throw malformed("must be UTF-8: was byte " + hex(value[invalid]) + " at index " + invalid);
        }
    }

    private static RefusedException malformed(String rule) {
        return new RefusedException(DeadLetterReason.MALFORMED, "the value " + rule);
    }

    private static String hex(byte value) {
        return String.format("0x%02X", value);
    }
}
