package io.riffle.demo.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.riffle.app.Main;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The examples, as a newcomer runs them: one command, and the models are right about what they have not seen. */
class DemoExampleCommandTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter error = new StringWriter();

    @BeforeEach
    void home() {
        System.setProperty("riffle.home", "..");
    }

    @AfterEach
    void leave() {
        System.clearProperty("riffle.home");
    }

    @ParameterizedTest
    @ValueSource(strings = {"reviews", "digits"})
    void example_isScored_mostlyRight(String example) throws Exception {
        assertThat(run("demo", "example", example, "--events", "60", "-o", "json"))
                .as(error.toString())
                .isZero();
        JsonNode report = new ObjectMapper().readTree(out.toString());
        assertThat(report.get("predictions")).hasSize(60);
        assertThat(report.get("right").asInt()).isGreaterThanOrEqualTo(54);
    }

    @ParameterizedTest
    @ValueSource(strings = {"reviews", "digits"})
    void example_isATable_thatEndsWithHowManyAreRight(String example) {
        assertThat(run("demo", "example", example, "--events", "5")).isZero();
        assertThat(out.toString().lines()).hasSize(7);
        assertThat(out.toString()).containsPattern("\\d of 5 are right\\R$");
    }

    private int run(String... arguments) {
        return Main.run(Map.of(), new PrintWriter(out), new PrintWriter(error), arguments);
    }
}
