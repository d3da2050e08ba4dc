package io.riffle.app.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class LineReaderTest {
    @Test
    void reading_stopsAtALine_howeverManyAreEmpty() throws IOException {
        LineReader lines = reader("{}\n\n\n{}\n{}\n");
        assertThat(lines.read(9, 4)).extracting(InputLine::number).containsExactly(0L, 3L);
        assertThat(lines.next()).isEqualTo(4);
        assertThat(lines.read(9, 4)).isEmpty();
        assertThat(lines.read(9)).extracting(InputLine::number).containsExactly(4L);
        assertThat(lines.read(9)).isEmpty();
    }

    /** What is a little too large becomes a dead letter; what is far too large must not fill the memory. */
    @Test
    void reading_endsWithFileAndLine_whenALineIsFarTooLong() throws IOException {
        LineReader lines = reader("{}\n" + "x".repeat(65_736) + "\n" + "x".repeat(65_737) + "\n");
        assertThat(lines.read(2)).hasSize(2);
        assertThatIOException()
                .isThrownBy(() -> lines.read(1))
                .withMessageStartingWith("line 3 of a.jsonl must have at most 65736 bytes: has more");
    }

    private static LineReader reader(String text) throws IOException {
        ByteArrayInputStream bytes = new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
        return new LineReader(bytes, "a.jsonl", DumpFormat.EVENTS, 100);
    }
}
