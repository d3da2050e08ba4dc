package io.riffle.decode;

import com.fasterxml.jackson.core.JsonParser;
import io.riffle.config.event.EventFormatConfig;
import io.riffle.decode.value.RefusedException;
import io.riffle.format.Framing;
import io.riffle.format.UnreadableValueException;
import io.riffle.frame.FrameRow;
import io.riffle.schema.DeadLetterReason;
import java.io.IOException;
import java.util.Arrays;

/** JSON behind the id of its JSON Schema, or alone: the schema has been checked by whoever wrote it. */
final class FramedJsonFormat implements EventFormat {
    private final Framing framing;
    private final JsonFormat json;

    FramedJsonFormat(EventFormatConfig config, JsonFormat json) {
        framing = Framing.of(config.registry());
        this.json = json;
    }

    @Override
    public JsonParser open(FrameRow row, byte[] value) throws IOException, RefusedException {
        try {
            int start = framing.read(row, value).start();
            byte[] text = start == 0 ? value : Arrays.copyOfRange(value, start, value.length);
            if (text.length == 0) {
                throw new RefusedException(
                        DeadLetterReason.MALFORMED, "the value must be JSON after its schema id: ends there");
            }
            return json.open(row, text);
        } catch (UnreadableValueException unreadable) {
            throw new RefusedException(DeadLetterReason.MALFORMED, "the value " + unreadable.rule());
        }
    }
}
