package io.riffle.app.cli.events;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.riffle.app.Main;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What would become of the events of a file, without a model, a broker or a Redis. */
class EventsCheckCommandTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String GOOD = "{\"id\":\"e\",\"customer\":\"c\",\"at\":1700000000000,\"amount\":5}";

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter error = new StringWriter();

    private int check(List<String> lines, String... more) throws IOException {
        Path input = folder.resolve("events.jsonl");
        Files.write(input, lines);
        return run(input, more);
    }

    private int run(Path input, String... more) {
        out.getBuffer().setLength(0);
        List<String> arguments = new ArrayList<>(List.of("events", "check", "--config", "../config/quickstart.yaml"));
        if (input != null) {
            arguments.addAll(List.of("--input", input.toString()));
        }
        arguments.addAll(List.of(more));
        return Main.run(Map.of(), new PrintWriter(out), new PrintWriter(error), arguments.toArray(String[]::new));
    }

    @Test
    void check_endsWithZero_whenAllAreTaken() throws IOException {
        assertThat(check(List.of(GOOD, GOOD))).as(error.toString()).isZero();
        assertThat(out.toString())
                .contains("records: 2", "accepted: 2", "refused: 0")
                .doesNotContain("REASON");
    }

    @Test
    void check_groupsRefusals_withAnExampleAndTheSetting() throws IOException {
        String array = "[" + GOOD + "," + GOOD + "]";
        List<String> lines = List.of(
                GOOD,
                array,
                "{\"schema\":{},\"payload\":" + GOOD + "}",
                array,
                GOOD.replace("5}", "\"x\"}"),
                "{\"topic\":\"t\",\"partition\":0,\"offset\":1,\"ts\":1,\"key\":\"c\",\"payload\":null}");
        assertThat(check(lines, "-o", "json")).isEqualTo(1);
        JsonNode json = JSON.readTree(out.toString());
        assertThat(json.path("events").asInt()).isEqualTo(6);
        assertThat(json.path("accepted").asInt()).isEqualTo(1);
        assertThat(json.path("refused").asInt()).isEqualTo(4);
        assertThat(json.at("/skipped/tombstone").asInt()).isEqualTo(1);
        JsonNode first = json.path("refusals").get(0);
        assertThat(first.path("count").asInt()).isEqualTo(2);
        assertThat(first.path("setting").asText()).isEqualTo("event.arrays: split");
        assertThat(first.path("at").asText()).isEqualTo("events.jsonl:2");
        assertThat(first.path("value").asText()).startsWith("[{\"id\":\"e\"");
        assertThat(json.path("refusals").findValuesAsText("setting")).contains("event.envelope: connect");
        assertThat(json.path("refusals").findValuesAsText("field")).contains("amount");
    }

    /** The same as a table; with the settings that it names nothing but the wrong type is left. */
    @Test
    void check_readsElements_whenTheyAreDeclared() throws IOException {
        List<String> lines = List.of("[" + GOOD + "," + GOOD.replace("5}", "\"x\"}") + "]");
        assertThat(check(lines, "--set", "event.arrays=split")).isEqualTo(1);
        assertThat(out.toString())
                .contains("records: 1", "events: 2", "accepted: 1")
                .contains("wrong_type", "events.jsonl:1#1", "amount must be a number");
    }

    @Test
    void check_refusesContradictions() throws IOException {
        assertThat(check(List.of(GOOD), "--topic", "t")).isEqualTo(2);
        assertThat(check(List.of(GOOD), "--last", "0")).isEqualTo(2);
        assertThat(run(folder.resolve("none.jsonl"))).isEqualTo(1);
        assertThat(error.toString()).contains("--input must be a readable file");
        assertThat(check(List.of(GOOD), "--format", "kcat")).isEqualTo(1);
        assertThat(error.toString()).contains("line 1 must be a record of kcat -J");
    }
}
