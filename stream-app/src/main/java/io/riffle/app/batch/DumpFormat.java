package io.riffle.app.batch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.riffle.frame.SourcePosition;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/** What a line of a file is. */
public enum DumpFormat {
    /** A record where the line is one that {@code kcat -J} wrote, else an event. */
    AUTO,
    /** The event itself. */
    EVENTS,
    /** A record as {@code kcat -J} writes it: topic, partition, offset, ts, headers, key, payload. */
    KCAT;

    private static final ObjectMapper JSON = new ObjectMapper();

    /** How kcat begins each line; nothing else is parsed twice. */
    private static final byte[] KCAT_START = "{\"topic\":".getBytes(StandardCharsets.UTF_8);

    /**
     * What a line says.
     *
     * @throws IllegalArgumentException if {@link #KCAT} was promised and the line is something else
     */
    public InputLine read(long number, byte[] line) {
        boolean promising = line.length >= KCAT_START.length
                && Arrays.equals(line, 0, KCAT_START.length, KCAT_START, 0, KCAT_START.length);
        if (this == EVENTS || (this == AUTO && !promising)) {
            return InputLine.event(number, line);
        }
        JsonNode record = record(line);
        if (record != null) {
            return new InputLine(
                    number,
                    bytes(record.get("key")),
                    bytes(record.get("payload")),
                    record.path("ts").asLong(-1),
                    headers(record),
                    position(record));
        }
        if (this == KCAT) {
            throw new IllegalArgumentException("line " + (number + 1)
                    + " must be a record of kcat -J, with topic, partition, offset and payload: is none");
        }
        return InputLine.event(number, line);
    }

    private static @Nullable JsonNode record(byte[] line) {
        try {
            JsonNode record = JSON.readTree(line);
            boolean whole = record.has("topic")
                    && record.path("partition").isIntegralNumber()
                    && record.path("offset").isIntegralNumber()
                    && record.has("payload");
            return whole ? record : null;
        } catch (IOException notJson) {
            return null;
        }
    }

    private static SourcePosition position(JsonNode record) {
        return new SourcePosition(
                record.path("topic").asText(),
                record.path("partition").asInt(),
                record.path("offset").asLong());
    }

    /** Names and values take turns. */
    private static Headers headers(JsonNode record) {
        RecordHeaders headers = new RecordHeaders();
        JsonNode flat = record.path("headers");
        for (int i = 0; i + 1 < flat.size(); i += 2) {
            headers.add(flat.get(i).asText(), bytes(flat.get(i + 1)));
        }
        return headers;
    }

    private static byte @Nullable [] bytes(@Nullable JsonNode node) {
        if (node == null || node.isNull()) {
            return null;
        }
        return (node.isTextual() ? node.textValue() : node.toString()).getBytes(StandardCharsets.UTF_8);
    }
}
