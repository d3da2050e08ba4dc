package io.riffle.app.batch;

import static org.assertj.core.api.Assertions.assertThat;

import io.riffle.frame.FrameRow;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** What a line is as a row. */
class InputLineTest {
    @Test
    void row_isCalledByFileAndLine_whereTheLineIsAnEvent() {
        FrameRow row = DumpFormat.AUTO.read(16, bytes("{\"id\":1}")).row("payments.jsonl");
        assertThat(row.positionName()).isEqualTo("payments.jsonl:17");
        assertThat(row.position().offset()).isEqualTo(16);
        assertThat(row.timestamp()).isNegative();
    }

    @Test
    void row_isCalledByItsRecord_whereTheLineIsOne() {
        String record = "{\"topic\":\"t\",\"partition\":3,\"offset\":11,\"ts\":5,\"key\":\"k\",\"payload\":\"{}\"}";
        FrameRow row = DumpFormat.AUTO.read(16, bytes(record)).row("payments.jsonl");
        assertThat(row.positionName()).isEqualTo("t-3-11");
        assertThat(row.position().offset()).isEqualTo(16);
        assertThat(row.timestamp()).isEqualTo(5);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
