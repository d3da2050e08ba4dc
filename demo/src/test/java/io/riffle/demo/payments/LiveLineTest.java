package io.riffle.demo.payments;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class LiveLineTest {
    private static final long SECOND = 1_000_000_000;

    private final StringWriter text = new StringWriter();

    @Test
    void line_isWrittenOver_whenOnATerminal() {
        LiveLine line = new LiveLine(new PrintWriter(text), true);
        line.show(new DemoSnapshot(SECOND, 5_000, 4.25, 12, 60, 7), 12.5);
        line.show(new DemoSnapshot(2 * SECOND, 11_000, Double.NaN, Double.NaN, 61, 8), Double.NaN);
        line.end();

        String[] lines = text.toString().split("\r");
        assertThat(lines[1].strip())
                .isEqualTo("5,000 events/s | p50 4.3 p99 12.0 ms | 12.5 per frame | 5,000 events | 60 dead letters"
                        + " | 7 alerts");
        assertThat(lines[2]).startsWith("     6,000 events/s | p50 - p99 - ms").endsWith(System.lineSeparator());
        assertThat(lines[2].length()).isGreaterThanOrEqualTo(lines[1].length());
    }

    @Test
    void line_appearsEveryFewSeconds_whenNotOnATerminal() {
        LiveLine line = new LiveLine(new PrintWriter(text, true), false);
        for (int second = 1; second <= 11; second++) {
            line.show(new DemoSnapshot(second * SECOND, second * 10L, 1, 2, 0, 0), 1);
        }
        line.end();
        assertThat(text.toString().lines()).hasSize(2).noneMatch(each -> each.contains("\r"));
    }
}
