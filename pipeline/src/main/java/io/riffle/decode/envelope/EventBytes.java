package io.riffle.decode.envelope;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import io.riffle.config.event.EventConfig;
import io.riffle.decode.value.RefusedException;
import io.riffle.frame.FrameRow;
import java.io.ByteArrayOutputStream;
import java.io.IOException;

/** The event inside of a record's value as JSON of its own, for those who look at a single field of it. Thread-safe. */
public final class EventBytes {
    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxStringLength(Integer.MAX_VALUE)
                    .build())
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .build();

    private final boolean bare;
    private final Packing packing;
    private final CloudEventMark mark;
    private final EventInside place;

    public EventBytes(EventConfig config) {
        bare = config.value().isPresent() || config.envelope().isBare();
        packing = new Packing(config);
        mark = new CloudEventMark(config);
        place = new EventInside(config, JSON::createParser);
    }

    /** The row with the event as its value. */
    public FrameRow of(FrameRow row) {
        byte[] value = row.value();
        return value == null ? row : row.withValue(of(value));
    }

    /** The value itself if nothing is around the event, or if none is found; decoding it says why. */
    public byte[] of(byte[] value) {
        try {
            byte[] unpacked = value.length == 0 ? value : packing.unpacked(value);
            if (bare && !mark.isOn(unpacked)) {
                return unpacked;
            }
            byte[] inner = inner(unpacked);
            return inner.length == 0 ? unpacked : inner;
        } catch (IOException | RefusedException decodingSaysWhy) {
            return value;
        }
    }

    private byte[] inner(byte[] value) throws IOException, RefusedException {
        ByteArrayOutputStream inner = new ByteArrayOutputStream();
        try (JsonParser parser = JSON.createParser(value);
                JsonGenerator generator = JSON.createGenerator(inner)) {
            if (parser.nextToken() == null) {
                return new byte[0];
            }
            if (bare) {
                new CloudEnvelope().read(parser, (event, types) -> generator.copyCurrentStructure(event));
            } else {
                place.read(parser, generator::copyCurrentStructure, time -> {});
            }
        }
        return inner.toByteArray();
    }
}
