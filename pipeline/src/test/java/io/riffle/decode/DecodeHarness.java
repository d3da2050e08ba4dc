package io.riffle.decode;

import static org.assertj.core.api.Assertions.assertThat;

import io.riffle.config.event.EventConfig;
import io.riffle.deadletter.Rejection;
import io.riffle.feature.FeatureSchema;
import io.riffle.feature.FeatureStatus;
import io.riffle.frame.EventFrame;
import io.riffle.frame.FrameRow;
import io.riffle.frame.SourcePosition;
import io.riffle.schema.SkipReason;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** A decoder with a frame; after every refusal it checks that the frame's next row is empty. */
final class DecodeHarness {
    static final long NOW = 1_736_121_600_000L;

    final EventFrame frame;
    final WarningCounts warnings = new WarningCounts();
    /** Why the last record was passed over; null if it was not. */
    SkipReason skipped;

    private final FeatureSchema schema;
    private final EventDecoder decoder;

    DecodeHarness(EventConfig config) {
        schema = EventConfigs.schema(config);
        frame = new EventFrame(schema, 16);
        frame.clear(16);
        decoder = new EventDecoder(config, schema, EventFormats.of(config, System::nanoTime));
    }

    Optional<Rejection> decode(String json) {
        return decode(json, new RecordHeaders());
    }

    Optional<Rejection> decode(String json, Headers headers) {
        return decode(row(json.getBytes(StandardCharsets.UTF_8), NOW, headers));
    }

    Optional<Rejection> decode(byte[] value, long timestamp) {
        return decode(row(value, timestamp, new RecordHeaders()));
    }

    Optional<Rejection> decode(FrameRow row) {
        int before = frame.size();
        Decoded decoded = decoder.decode(row, frame, warnings);
        Optional<Rejection> rejection = decoded.rejection();
        skipped = decoded instanceof Decoded.Skipped none ? none.reason() : null;
        assertThat(frame.size()).isEqualTo(decoded == Decoded.Accepted.ACCEPTED ? before + 1 : before);
        rejection.ifPresent(refused -> {
            assertThat(refused.message()).isNotBlank().hasSizeLessThan(300);
            assertNothingLeft(before);
        });
        return rejection;
    }

    double number(String field, int row) {
        return frame.features().number(schema.column(field), row);
    }

    String text(String field, int row) {
        return frame.features().text(schema.column(field), row);
    }

    byte[] image(String field, int row) {
        return frame.features().image(schema.column(field), row);
    }

    static FrameRow row(byte[] value, long timestamp, Headers headers) {
        return FrameRow.of(new SourcePosition("events", 1, 7), timestamp, null, value, headers);
    }

    private void assertNothingLeft(int row) {
        assertThat(frame.warnings(row)).isEmpty();
        for (int column = 0; column < schema.size(); column++) {
            if (!isEmpty(column, row)) {
                throw new AssertionError("left behind: " + schema.feature(column));
            }
        }
    }

    private boolean isEmpty(int column, int row) {
        boolean number = schema.feature(column).type().isNumber();
        return frame.features().status(column, row) == FeatureStatus.MISSING
                && (!number || Double.isNaN(frame.features().number(column, row)))
                && (number || frame.features().text(column, row) == null);
    }
}
