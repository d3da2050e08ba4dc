package io.riffle.app.batch;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.riffle.deadletter.DeadLetters;
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
 */
public record OutputLine(long line, Kind kind, byte[] json) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Where it belongs. */
    public enum Kind {
        PREDICTION,
        ALERT,
        DEAD_LETTER
    }

    /** With line, reason and stage, what was found, and the original as text. */
    static OutputLine deadLetter(long line, Record<?, byte @Nullable []> letter) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("line", line + 1);
        fields.put("reason", header(letter, DeadLetters.REASON));
        fields.put("stage", header(letter, DeadLetters.STAGE));
        fields.put("message", header(letter, DeadLetters.MESSAGE));
        byte[] value = letter.value();
        fields.put("value", value == null ? "" : new String(value, StandardCharsets.UTF_8));
        try {
            return new OutputLine(line, Kind.DEAD_LETTER, JSON.writeValueAsBytes(fields));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("texts must be writable as JSON", impossible);
        }
    }

    private static String header(Record<?, ?> letter, String name) {
        Header header = letter.headers().lastHeader(name);
        return header == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
    }
}
