package io.riffle.watch.outcome;

import static org.assertj.core.api.Assertions.assertThat;

import io.riffle.frame.FrameRow;
import io.riffle.frame.SourcePosition;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LabelReaderTest {
    private static Optional<Label> read(String json) {
        byte[] value = json == null ? null : json.getBytes(StandardCharsets.UTF_8);
        return LabelReader.read(FrameRow.of(new SourcePosition("l", 0, 1), 99, null, value, new RecordHeaders()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"1|1", "1.0|1", "\"1\"|1", "true|true", "0.5|0.5", "\"attack\"|attack", "-3|-3", "1e3|1000"})
    void label_isTheSameText_howeverItIsWritten(String written, String expected) {
        assertThat(read("{\"event_id\":\"a\",\"label_time_ms\":7,\"label\":" + written + "}"))
                .contains(new Label("a", expected, 7));
    }

    @Test
    void labelTime_isTheRecords_whenThereIsNone() {
        assertThat(read("{\"event_id\":\"a\",\"label\":0}")).contains(new Label("a", "0", 99));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{",
                "[]",
                "{\"label\":1}",
                "{\"event_id\":\"\",\"label\":1}",
                "{\"event_id\":7,\"label\":1}",
                "{\"event_id\":\"a\"}",
                "{\"event_id\":\"a\",\"label\":null}",
                "{\"event_id\":\"a\",\"label\":{}}",
                "{\"event_id\":\"a\",\"label\":1,\"label_time_ms\":\"noon\"}"
            })
    void record_isNoLabel_whenSomethingIsMissing(String json) {
        assertThat(read(json)).isEmpty();
    }

    @Test
    void record_isNoLabel_withoutAValue() {
        assertThat(read(null)).isEmpty();
    }

    /** No event has such an id, and a frame of such labels would be more than a changelog takes. */
    @Test
    void record_isNoLabel_whenIdOrTruthAreTooLong() {
        assertThat(read("{\"event_id\":\"" + "i".repeat(512) + "\",\"label\":1}"))
                .isPresent();
        assertThat(read("{\"event_id\":\"" + "i".repeat(513) + "\",\"label\":1}"))
                .isEmpty();
        assertThat(read("{\"event_id\":\"a\",\"label\":\"" + "t".repeat(1_025) + "\"}"))
                .isEmpty();
    }
}
