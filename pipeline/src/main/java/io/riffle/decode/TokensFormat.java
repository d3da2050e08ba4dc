package io.riffle.decode;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.util.TokenBuffer;
import io.riffle.decode.value.Found;
import io.riffle.decode.value.RefusedException;
import io.riffle.format.UnreadableValueException;
import io.riffle.format.ValueFormat;
import io.riffle.frame.FrameRow;
import io.riffle.schema.DeadLetterReason;
import java.io.IOException;

/** A format that is no text: its tokens are collected, and read as those of JSON are. */
final class TokensFormat implements EventFormat {
    private static final int MESSAGE_CHARACTERS = 280;

    private final ValueFormat format;

    TokensFormat(ValueFormat format) {
        this.format = format;
    }

    @Override
    public JsonParser open(FrameRow row, byte[] value) throws IOException, RefusedException {
        try (TokenBuffer tokens = new TokenBuffer(null, false)) {
            format.write(row, value, tokens);
            return tokens.asParser();
        } catch (UnreadableValueException unreadable) {
            throw new RefusedException(
                    DeadLetterReason.MALFORMED, "the value " + Found.printable(unreadable.rule(), MESSAGE_CHARACTERS));
        }
    }
}
