package io.riffle.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ProblemTest {
    /** What a file holds must not steer the terminal that shows what is wrong with it. */
    @Test
    void toString_escapesControlCharacters_andKeepsTheLinesOfTheMessage() {
        Problem problem = new Problem(
                Origin.file(Path.of("p.yaml"), 3),
                "alerts.\u0007",
                "must be known: was 'a\u001b[31mb'\n  a + b\n    ^");
        assertThat(problem).hasToString("""
                p.yaml:3  alerts.\\u0007  must be known: was 'a\\u001b[31mb'
                  a + b
                    ^""");
    }
}
