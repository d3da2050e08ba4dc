package io.riffle.product;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.riffle.app.Main;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.file.DataFileWriter;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same two events from files in JSON, CSV and Avro have the same scores. */
class ScoreFormatsTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path PIPELINE = Path.of("..", "config", "quickstart.yaml");

    @TempDir
    Path folder;

    private List<String> score(Path input, String... settings) throws Exception {
        Path output = folder.resolve(input.getFileName() + ".out");
        List<String> arguments = new ArrayList<>(List.of("score", "--config", PIPELINE.toString()));
        arguments.addAll(List.of("--input", input.toString(), "--output", output.toString()));
        for (String setting : settings) {
            arguments.addAll(List.of("--set", setting));
        }
        StringWriter out = new StringWriter();
        PrintWriter printed = new PrintWriter(out);
        assertThat(Main.run(Map.of(), printed, printed, arguments.toArray(new String[0])))
                .as(out.toString())
                .isZero();
        List<String> scores = new ArrayList<>();
        for (String line : Files.readAllLines(output)) {
            JsonNode prediction = JSON.readTree(line);
            scores.add(prediction.get("id").textValue() + " "
                    + prediction.get("parameters").get("entity").textValue() + " "
                    + prediction.get("parameters").get("event_time_ms") + " "
                    + prediction.get("parameters").get("score"));
        }
        return scores;
    }

    private Path file(String name, String... lines) throws Exception {
        return Files.writeString(folder.resolve(name), String.join("\n", lines) + "\n");
    }

    @Test
    void scores_doNotDependOnTheFormat() throws Exception {
        List<String> json = score(file(
                "a.jsonl",
                "{\"id\":\"e1\",\"customer\":\"7\",\"at\":1700000000000,\"amount\":5}",
                "{\"id\":\"e2\",\"customer\":\"7\",\"at\":1700000001000,\"amount\":950.5,\"shop\":\"web\"}"));
        assertThat(json).hasSize(2).doesNotHaveDuplicates();

        List<String> csv = score(
                file(
                        "a.csv",
                        "at;shop;amount;customer;id",
                        "1700000000000;;5;7;e1",
                        "1700000001000;web;950.5;7;e2",
                        "1700000001000;web"),
                "event.format=csv",
                "event.csv.delimiter=;");
        assertThat(csv).isEqualTo(json);
        assertThat(Files.readAllLines(folder.resolve("a.csv.out.dlq"))).hasSize(1);

        assertThat(score(avro())).isEqualTo(json);
        assertThat(score(avro(), "event.format=avro", "event.registry.url=http://127.0.0.1:1"))
                .isEqualTo(json);
    }

    private Path avro() throws Exception {
        Schema schema = new Schema.Parser().parse("""
                        {"type":"record","name":"Order","fields":[
                          {"name":"id","type":"string"},
                          {"name":"customer","type":"string"},
                          {"name":"at","type":{"type":"long","logicalType":"timestamp-millis"}},
                          {"name":"amount","type":"double"},
                          {"name":"shop","type":["null","string"]}]}""");
        Path file = folder.resolve("a" + System.nanoTime() + ".avro");
        try (DataFileWriter<GenericData.Record> writer = new DataFileWriter<>(new GenericDatumWriter<>(schema))) {
            writer.create(schema, file.toFile());
            writer.append(order(schema, "e1", 1_700_000_000_000L, 5, null));
            writer.append(order(schema, "e2", 1_700_000_001_000L, 950.5, "web"));
        }
        return file;
    }

    private static GenericData.Record order(Schema schema, String id, long at, double amount, String shop) {
        GenericData.Record order = new GenericData.Record(schema);
        order.put("id", id);
        order.put("customer", "7");
        order.put("at", at);
        order.put("amount", amount);
        order.put("shop", shop);
        return order;
    }
}
