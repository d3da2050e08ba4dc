package io.riffle.decode;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.TextNode;
import io.riffle.config.event.DuplicatesConfig;
import io.riffle.config.event.EventConfig;
import io.riffle.config.event.EventFormatConfig;
import io.riffle.config.event.EventLayout;
import io.riffle.config.event.EventTimeConfig;
import io.riffle.config.event.EventTimeConfig.TimeUnit;
import io.riffle.config.event.FieldConfig;
import io.riffle.feature.FeatureType;
import io.riffle.frame.FrameRow;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** Values of a format, decoded as events with an id, an entity, a time, an amount, a flag and a category. */
final class FormatHarness {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final DecodeHarness decoder;

    FormatHarness(EventFormatConfig format) {
        decoder = new DecodeHarness(event(format));
    }

    static EventConfig event(EventFormatConfig format) {
        return new EventConfig(
                        new EventConfig.Identity(
                                "id",
                                "card",
                                new EventTimeConfig(
                                        Optional.of("at"), TimeUnit.MS, Optional.empty(), Optional.empty())),
                        false,
                        10_000,
                        EventLayout.PLAIN,
                        DuplicatesConfig.DEFAULT,
                        List.of(
                                FieldConfig.of("amount", FeatureType.NUMBER),
                                FieldConfig.of("online", FeatureType.BOOLEAN),
                                FieldConfig.of("country", FeatureType.CATEGORY)))
                .with(format);
    }

    /** What became of a value: id, entity, time, amount, online and country; or why it was refused. */
    String read(byte[] value) {
        return read(value, new RecordHeaders());
    }

    /** Whether a value is refused; whatever it is, nothing is thrown. */
    boolean refuses(byte[] value) {
        if (decoder.frame.size() == 16) {
            decoder.frame.clear(16);
        }
        return decoder.decode(DecodeHarness.row(value, DecodeHarness.NOW, new RecordHeaders()))
                .isPresent();
    }

    String read(byte[] value, Headers headers) {
        FrameRow row = DecodeHarness.row(value, DecodeHarness.NOW, headers);
        int at = decoder.frame.size();
        return decoder.decode(row)
                .map(rejection -> rejection.message())
                .orElseGet(() -> decoder.frame.eventId(at) + " " + decoder.frame.entity(at) + " "
                        + decoder.frame.eventTime(at) + " " + decoder.number("amount", at) + " "
                        + decoder.number("online", at) + " " + decoder.text("country", at));
    }

    /** Bytes from pieces: numbers are one byte, texts are ASCII, arrays are themselves. */
    static byte[] bytes(Object... pieces) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (Object piece : pieces) {
            if (piece instanceof Integer number) {
                bytes.write(number);
            } else if (piece instanceof byte[] array) {
                bytes.writeBytes(array);
            } else {
                bytes.writeBytes(piece.toString().getBytes(StandardCharsets.UTF_8));
            }
        }
        return bytes.toByteArray();
    }

    /** What Confluent's API answers to a schema's id. */
    static String answer(String schema) throws Exception {
        return "{\"schema\":" + JSON.writeValueAsString(TextNode.valueOf(schema)) + "}";
    }

    static String answer(String type, String schema, String references) throws Exception {
        return "{\"schemaType\":\"" + type + "\",\"schema\":" + JSON.writeValueAsString(TextNode.valueOf(schema))
                + ",\"references\":" + references + "}";
    }
}
