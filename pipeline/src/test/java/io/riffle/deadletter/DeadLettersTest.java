package io.riffle.deadletter;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.riffle.frame.FrameRow;
import io.riffle.frame.SourcePosition;
import io.riffle.metrics.RecordedMetrics;
import io.riffle.schema.DeadLetterReason;
import io.riffle.schema.Stage;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.Record;
import org.junit.jupiter.api.Test;

class DeadLettersTest {
    private static final Rejection REJECTION =
            new Rejection(Stage.DECODE, DeadLetterReason.OUT_OF_RANGE, "must have at most 8 bytes: has 9");

    private final DeadLetters deadLetters = new DeadLetters(new RecordedMetrics(), 8);

    @Test
    void deadLetter_keepsTheRecordAndSaysWhy_whenItFits() {
        RecordHeaders headers = new RecordHeaders();
        headers.add("traceparent", "00-1".getBytes(UTF_8));

        Record<byte[], byte[]> letter = deadLetters.record(row("12345678", headers), REJECTION);

        assertThat(letter.key()).asString(UTF_8).isEqualTo("card-1");
        assertThat(letter.value()).asString(UTF_8).isEqualTo("12345678");
        assertThat(letter.timestamp()).isEqualTo(42);
        assertThat(letter.headers())
                .extracting(header -> header.key() + "=" + new String(header.value(), UTF_8))
                .containsExactly(
                        "traceparent=00-1",
                        "__streams.errors.message=must have at most 8 bytes: has 9",
                        "__streams.errors.topic=events",
                        "__streams.errors.partition=3",
                        "__streams.errors.offset=7",
                        "riffle.stage=decode",
                        "riffle.reason=out_of_range");
    }

    /** The producer refuses a record beyond its limit, and that would stop the stream for one event. */
    @Test
    void value_isCutAndItsLengthKept_whenLongerThanTheLimit() {
        Record<byte[], byte[]> letter = deadLetters.record(row("123456789", new RecordHeaders()), REJECTION);

        assertThat(letter.value()).asString(UTF_8).isEqualTo("12345678");
        assertThat(letter.headers().lastHeader(DeadLetters.ORIGINAL_LENGTH).value())
                .asString(UTF_8)
                .isEqualTo("9");
    }

    private static FrameRow row(String value, RecordHeaders headers) {
        return FrameRow.of(
                new SourcePosition("events", 3, 7), 42, "card-1".getBytes(UTF_8), value.getBytes(UTF_8), headers);
    }
}
