package io.riffle.app.batch;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.riffle.deadletter.DeadLetters;
import io.riffle.frame.SourcePosition;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/**
 * What came of a line.
 *
 * @param line number of the input line, from 0
 * @param element index in the array that the line holds; negative if it is one event
 * @param refusal of a dead letter, else {@link Refusal#NONE}
 */
public record OutputLine(long line, int element, Kind kind, byte[] json, Refusal refusal) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Where it belongs. */
    public enum Kind {
        PREDICTION,
        ALERT,
        DEAD_LETTER
    }

    /** Why a line was not scored. */
    public record Refusal(String reason, String message) {
        static final Refusal NONE = new Refusal("", "");
    }

    static OutputLine of(SourcePosition position, Kind kind, byte[] json) {
        return new OutputLine(position.offset(), position.element(), kind, json, Refusal.NONE);
    }

    /** With line, reason and stage, what was found, and the original as text. */
    static OutputLine deadLetter(SourcePosition position, Record<?, byte @Nullable []> letter) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("line", position.offset() + 1);
        if (position.isElement()) {
            fields.put("element", position.element());
        }
        Refusal refusal = new Refusal(header(letter, DeadLetters.REASON), header(letter, DeadLetters.MESSAGE));
        fields.put("reason", refusal.reason());
        fields.put("stage", header(letter, DeadLetters.STAGE));
        fields.put("message", refusal.message());
        byte[] value = letter.value();
        fields.put("value", value == null ? "" : new String(value, StandardCharsets.UTF_8));
        try {
            return new OutputLine(
                    position.offset(), position.element(), Kind.DEAD_LETTER, JSON.writeValueAsBytes(fields), refusal);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("texts must be writable as JSON", impossible);
        }
    }

    private static String header(Record<?, ?> letter, String name) {
        Header header = letter.headers().lastHeader(name);
        return header == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
    }
}
