package io.riffle.app.cli.features;

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

/** A change of windows is looked at before it is deployed. */
class FeaturesListCommandTest {
    private static final String HOUR = "    hour: {of: amount, over: 1h, every: 1m, aggregates: [count, sum]}\n";
    private static final String DAY = "    day: {of: amount, over: 1d, every: 1h, aggregates: [mean]}\n";

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();

    @Test
    void windows_thatBeginAnew_areNamed() throws IOException {
        Path before = write("before.yaml", HOUR + DAY);
        Path now = write(
                "now.yaml",
                HOUR.replace("over: 1h", "over: 2h").replace("sum]", "sum, std]") + DAY + DAY.replace("day:", "same:"));

        String text = list(now, "--before", before.toString());
        assertThat(text.lines().filter(line -> line.startsWith("begins anew: ")))
                .containsExactly("begins anew: hour_std", "begins anew: hour (of PT2H are kept PT1H2M)");

        JsonNode json = new ObjectMapper().readTree(list(now, "--before", before.toString(), "-o", "json"));
        assertThat(json.path("begins_anew")).hasSize(2);
        assertThat(json.path("features")).hasSizeGreaterThan(4);
    }

    @Test
    void nothing_beginsAnew_whereNothingChanged_orThereWasNothing() throws IOException {
        Path now = write("now.yaml", HOUR + DAY);
        assertThat(list(now, "--before", write("same.yaml", DAY + HOUR).toString()))
                .doesNotContain("begins anew");
        assertThat(list(now, "--before", write("none.yaml", "").toString())).doesNotContain("begins anew");
    }

    private Path write(String name, String windows) throws IOException {
        return Files.writeString(
                folder.resolve(name), """
                pipeline: tiny
                kafka: {bootstrap-servers: "localhost:9092"}
                event: {id: event_id, entity: card_id, fields: {amount: {type: number}}}
                models: {directory: models}
                """ + (windows.isEmpty() ? "" : "history:\n  windows:\n" + windows));
    }

    private String list(Path config, String... more) {
        List<String> arguments = new ArrayList<>(List.of("features", "list", "--config", config.toString()));
        arguments.addAll(List.of(more));
        StringWriter error = new StringWriter();
        out.getBuffer().setLength(0);
        assertThat(Main.run(Map.of(), new PrintWriter(out), new PrintWriter(error), arguments.toArray(String[]::new)))
                .as(error.toString())
                .isZero();
        return out.toString();
    }
}
