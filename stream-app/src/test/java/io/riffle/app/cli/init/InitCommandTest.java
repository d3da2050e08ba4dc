package io.riffle.app.cli.init;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.riffle.app.Main;
import io.riffle.onnx.ElementType;
import io.riffle.onnx.OnnxGraph;
import io.riffle.onnx.OnnxNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From a file of events and a model with named inputs to scores, with nothing edited in between. */
class InitCommandTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int EVENTS = 40;

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter error = new StringWriter();

    @BeforeEach
    void write() throws IOException {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < EVENTS; i++) {
            lines.add("""
                    {"order": {"id": %d, "at": "2026-01-02T10:11:%02d+0000"}, "card": {"number": %d}, \
                    "payment": {"amount": %d, "balance": "%d"}, "note": null}""".formatted(9_007_199_254_740_993L + i, i, 1_000 + i % 3, i, 2 * i));
        }
        Files.write(folder.resolve("payments.jsonl"), lines);
        Files.write(folder.resolve("sum.onnx"), sum("amount", "balance"));
    }

    /** A model that adds two inputs which have names. */
    private static byte[] sum(String one, String other) {
        return new OnnxGraph("sum")
                .input(one, ElementType.FLOAT32, 1)
                .input(other, ElementType.FLOAT32, 1)
                .output("total", ElementType.FLOAT32, 1)
                .node(OnnxNode.of("Add", List.of(one, other), "total"))
                .toBytes();
    }

    private int riffle(String... arguments) {
        out.getBuffer().setLength(0);
        error.getBuffer().setLength(0);
        return Main.run(Map.of(), new PrintWriter(out), new PrintWriter(error), arguments);
    }

    private int init(String... more) {
        List<String> arguments = new ArrayList<>(
                List.of("init", "--input", folder.resolve("payments.jsonl").toString()));
        arguments.addAll(List.of(more));
        if (!arguments.contains("--directory")) {
            arguments.addAll(List.of("--directory", folder.resolve("project").toString()));
        }
        return riffle(arguments.toArray(String[]::new));
    }

    @Test
    void scores_comeOfNestedEvents_withNothingEdited() throws IOException {
        assertThat(init("--model", folder.resolve("sum.onnx").toString()))
                .as(error.toString())
                .isZero();
        assertThat(out.toString()).contains("wrote ").doesNotContain("columns", "would be refused", "feature ");

        int scored = riffle(
                "score",
                "--config",
                folder.resolve("project/pipeline.yaml").toString(),
                "--input",
                folder.resolve("payments.jsonl").toString(),
                "--output",
                folder.resolve("scored.jsonl").toString());
        assertThat(scored).as(error.toString() + out).isZero();
        List<String> scores = Files.readAllLines(folder.resolve("scored.jsonl"));
        assertThat(scores).hasSize(EVENTS);
        for (int i = 0; i < EVENTS; i++) {
            JsonNode prediction = JSON.readTree(scores.get(i));
            assertThat(prediction.path("id").asText()).isEqualTo(Long.toString(9_007_199_254_740_993L + i));
            assertThat(prediction.at("/parameters/entity").asText()).isEqualTo(Integer.toString(1_000 + i % 3));
            assertThat(prediction.at("/parameters/score").doubleValue()).isEqualTo(3.0 * i);
        }
    }

    @Test
    void nothing_isWritten_whenNoInputOfTheModelIsInTheEvents() throws IOException {
        Files.write(folder.resolve("other.onnx"), sum("height", "width"));
        assertThat(init("--model", folder.resolve("other.onnx").toString())).isEqualTo(1);
        assertThat(error.toString())
                .contains("the model must read something that is in the events: it reads height, width");
        assertThat(folder.resolve("project")).doesNotExist();
    }

    @Test
    void nothing_isOverwritten() throws IOException {
        Path mine = Files.writeString(
                Files.createDirectory(folder.resolve("project")).resolve("mine"), "mine");
        assertThat(init("--model", folder.resolve("sum.onnx").toString())).isEqualTo(1);
        assertThat(error.toString()).contains("nothing is overwritten");
        assertThat(mine).hasContent("mine");
    }

    @Test
    void pickleAndEmptyFile_areRefusedInWords() throws IOException {
        Path pickle = Files.write(folder.resolve("model.pkl"), new byte[] {(byte) 0x80, 4, (byte) 0x95, 0, 0});
        assertThat(init("--model", pickle.toString())).isEqualTo(1);
        assertThat(error.toString()).contains("pickle");
        Files.writeString(folder.resolve("payments.jsonl"), "");
        assertThat(init("--model", folder.resolve("sum.onnx").toString())).isEqualTo(1);
        assertThat(error.toString()).contains("must have events");
        assertThat(folder.resolve("project")).doesNotExist();
    }

    /** A folder with a manifest says by itself what it reads. */
    @Test
    void folderOfAModel_isTakenWithItsFeatures() throws IOException {
        assertThat(init("--model", folder.resolve("sum.onnx").toString())).isZero();
        Path version = folder.resolve("project/models/1");
        assertThat(init(
                        "--model",
                        version.toString(),
                        "--directory",
                        folder.resolve("again").toString()))
                .as(error.toString())
                .isZero();
        assertThat(folder.resolve("again/pipeline.yaml"))
                .content()
                .contains("payment.amount: {type: number, as: amount, required: true");
        assertThat(folder.resolve("again/models/1/model.yaml")).hasSameTextualContentAs(version.resolve("model.yaml"));
    }

    @Test
    void inputWithoutAPlace_isLeftToDecide() throws IOException {
        Files.write(folder.resolve("half.onnx"), sum("amount", "width"));
        assertThat(init("--model", folder.resolve("half.onnx").toString())).isZero();
        assertThat(out.toString()).contains("feature width of the model: no place in the events is called so");
    }
}
