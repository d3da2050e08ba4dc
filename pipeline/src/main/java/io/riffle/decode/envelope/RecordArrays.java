package io.riffle.decode.envelope;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import io.riffle.config.event.EnvelopeConfig;
import io.riffle.config.event.EventConfig;
import io.riffle.decode.value.Found;
import io.riffle.decode.value.RefusedException;
import io.riffle.frame.FrameRow;
import io.riffle.schema.DeadLetterReason;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Makes a row of each event of an array that one record holds: as the value itself, or under {@code payload-in}, as JSON or
 * as text with JSON inside. A row is the very bytes of its element, and for one under a path the objects down to it are put
 * around it again, so that it reads like a record of its own wherever it goes. Thread-safe.
 */
public final class RecordArrays {
    /** Each may become a dead letter of a few hundred bytes. */
    public static final int MOST_EVENTS = 10_000;

    /** As UTF-8 only, because places in the bytes are asked for; decoding looks closer. */
    private static final JsonFactory JSON = JsonFactory.builder()
            .disable(JsonFactory.Feature.CHARSET_DETECTION)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxStringLength(Integer.MAX_VALUE)
                    .build())
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .build();

    private final boolean splits;
    private final Packing packing;
    private final String[] payload;
    private final boolean inside;

    public RecordArrays(EventConfig config) {
        EnvelopeConfig envelope = config.envelope();
        splits = envelope.splits();
        packing = new Packing(config);
        inside = envelope.kind() == EnvelopeConfig.Kind.NONE
                && envelope.payloadIn().isPresent();
        String path = envelope.payloadIn().orElse(EnvelopeConfig.WHOLE);
        payload = path.equals(EnvelopeConfig.WHOLE) ? new String[0] : path.split("\\.", -1);
    }

    /** Whether a row has to be looked at: for most pipelines no row ever. */
    public boolean mayHold(FrameRow row) {
        return splits && row.value() != null && !row.position().isElement();
    }

    /** The rows of a record's events; the record itself if it holds no array, an empty one, or one that cannot be read. */
    public List<FrameRow> of(FrameRow row) {
        byte[] value = row.value();
        if (!mayHold(row) || value == null) {
            return List.of(row);
        }
        List<byte[]> elements;
        try {
            elements = elements(packing.unpacked(value)).orElse(List.of());
        } catch (IOException | RefusedException decodingSaysWhy) {
            return List.of(row);
        }
        List<FrameRow> rows = new ArrayList<>(Math.max(1, elements.size()));
        for (byte[] element : elements) {
            rows.add(row.withElement(rows.size(), element));
        }
        return rows.isEmpty() ? List.of(row) : rows;
    }

    /** Whether a value holds several events. */
    public boolean holdsMany(byte[] value) {
        try {
            return elements(packing.unpacked(value)).orElse(List.of()).size() > 1;
        } catch (IOException | RefusedException decodingSaysWhy) {
            return false;
        }
    }

    /** What the array of an unpacked value holds; empty if it is none. */
    public Optional<List<byte[]>> elements(byte[] value) throws IOException, RefusedException {
        if (!splits || value.length == 0) {
            return Optional.empty();
        }
        if (isArray(value)) {
            return Optional.of(slices(value, 0));
        }
        return inside ? Optional.ofNullable(inPayload(value)) : Optional.empty();
    }

    public static boolean isArray(byte[] value) {
        int start = 0;
        while (start < value.length && value[start] <= ' ' && value[start] > 0) {
            start++;
        }
        return start < value.length && value[start] == '[';
    }

    private @Nullable List<byte[]> inPayload(byte[] value) throws IOException, RefusedException {
        try (JsonParser parser = JSON.createParser(value)) {
            parser.nextToken();
            for (String step : payload) {
                if (!moveTo(step, parser)) {
                    return null;
                }
            }
            if (parser.currentToken() == JsonToken.START_ARRAY) {
                return around(slices(value, (int) parser.currentTokenLocation().getByteOffset()));
            }
            if (parser.currentToken() == JsonToken.VALUE_STRING) {
                byte[] text = parser.getText().getBytes(StandardCharsets.UTF_8);
                return isArray(text) ? around(slices(text, 0)) : null;
            }
            return null;
        }
    }

    private static boolean moveTo(String step, JsonParser parser) throws IOException {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            return false;
        }
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            boolean found = parser.currentName().equals(step);
            parser.nextToken();
            if (found) {
                return true;
            }
            parser.skipChildren();
        }
        return false;
    }

    /** Puts the objects that lead to the payload around each element. */
    private List<byte[]> around(List<byte[]> elements) {
        StringBuilder head = new StringBuilder();
        for (String step : payload) {
            head.append("{\"")
                    .append(JsonStringEncoder.getInstance().quoteAsString(step))
                    .append("\":");
        }
        byte[] before = head.toString().getBytes(StandardCharsets.UTF_8);
        byte[] after = "}".repeat(payload.length).getBytes(StandardCharsets.US_ASCII);
        return elements.stream().map(element -> joined(before, element, after)).toList();
    }

    private static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    /** The bytes of each element of the array that begins at a place of the value. */
    private static List<byte[]> slices(byte[] value, int start) throws IOException, RefusedException {
        List<byte[]> slices = new ArrayList<>();
        try (JsonParser parser = JSON.createParser(value, start, value.length - start)) {
            parser.nextToken();
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                if (slices.size() == MOST_EVENTS) {
                    throw new RefusedException(
                            DeadLetterReason.OUT_OF_RANGE,
                            "an array must hold at most " + MOST_EVENTS + " events: has more");
                }
                int from = start + (int) parser.currentTokenLocation().getByteOffset();
                parser.skipChildren();
                parser.finishToken();
                int to = start + (int) parser.currentLocation().getByteOffset();
                slices.add(Arrays.copyOfRange(value, from, to));
            }
            if (start == 0 && parser.nextToken() != null) {
                throw new RefusedException(
                        DeadLetterReason.MALFORMED,
                        "the value must end with the array: was followed by " + Found.value(parser));
            }
        }
        return slices;
    }
}
