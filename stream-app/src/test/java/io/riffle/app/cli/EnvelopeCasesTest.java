package io.riffle.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.riffle.app.Main;
import io.riffle.scoring.ReferenceModels;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What users bring in envelopes, arrays and packing, through {@code riffle score} with the model of the quick start. */
class EnvelopeCasesTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<String> KINDS = Set.of("envelope", "tombstone", "framing", "many-in-one", "cloudevent");
    private static final double AMOUNT_5 = 0.0111025;

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter error = new StringWriter();

    record Case(String name, JsonNode json) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Case> cases() throws IOException {
        List<Case> cases = new ArrayList<>();
        for (String line : Files.readAllLines(ReferenceModels.file("public-cases/events/cases.jsonl"))) {
            JsonNode json = JSON.readTree(line);
            if (KINDS.contains(json.path("kind").asText())) {
                cases.add(new Case(json.path("case").asText(), json));
            }
        }
        assertThat(cases).hasSizeGreaterThanOrEqualTo(7);
        return cases.stream();
    }

    /** With the setting that the message names, where one has to be declared. */
    private static List<String> declared(String name) {
        return switch (name) {
            case "envelope-1" -> List.of("event.envelope=connect");
            case "envelope-2" -> List.of("event.envelope=debezium");
            case "framing-3" -> List.of("event.compression=gzip");
            case "many-in-one-1" -> List.of("event.arrays=split");
            default -> List.of();
        };
    }

    @ParameterizedTest
    @MethodSource("cases")
    void case_comesOutAsItShould(Case given) throws IOException {
        JsonNode want = given.json().path("want");
        boolean named = given.name().equals("framing-1");
        int code = score(given.json(), declared(given.name()));
        if (want.path("skipped").asBoolean()) {
            assertThat(out.toString()).contains("predictions: 0", "dead letters: 0", "without event: 1");
            return;
        }
        if (named) {
            assertThat(code).isEqualTo(1);
            assertThat(error.toString()).contains("schema registry framing: declare event.format");
            return;
        }
        assertThat(code).as(error.toString()).isZero();
        List<JsonNode> predictions = predictions();
        assertThat(predictions).hasSize(given.name().equals("many-in-one-1") ? 2 : 1);
        for (JsonNode prediction : predictions) {
            JsonNode parameters = prediction.path("parameters");
            assertThat(parameters.path("score").asDouble()).isCloseTo(AMOUNT_5, within(1e-6));
            assertEqual(want, "id", prediction.path("id").asText());
            assertEqual(want, "entity", parameters.path("entity").asText());
        }
    }

    private static void assertEqual(JsonNode want, String name, String found) {
        if (want.has(name)) {
            assertThat(found).isEqualTo(want.path(name).asText());
        }
    }

    /** Nobody declares anything at first: the message says what to declare. */
    @ParameterizedTest
    @MethodSource("cases")
    void case_isNamed_whenNothingIsDeclared(Case given) throws IOException {
        List<String> settings = declared(given.name());
        if (settings.isEmpty()) {
            return;
        }
        assertThat(score(given.json(), List.of())).isEqualTo(1);
        assertThat(error.toString()).contains("declare " + settings.get(0).replace("=", ": "));
    }

    /** The elements are of different entities and each the first of its own. */
    @Test
    void arrays_areScoredByTheirElements_inTheirOrder() throws IOException {
        String elements = IntStream.range(0, 20)
                .mapToObj(
                        i -> "{\"id\":\"e%d\",\"customer\":\"c%d\",\"at\":1700000000000,\"amount\":5}".formatted(i, i))
                .collect(Collectors.joining(","));
        JsonNode array = JSON.createObjectNode()
                .put("line", "[" + elements + ",{\"id\":\"bad\"}]\n{\"id\":\"worse\"}")
                .put("format", "events")
                .put("pipeline", "plain.yaml");
        assertThat(score(array, List.of("event.arrays=split"))).isZero();
        assertThat(predictions())
                .extracting(each -> each.at("/parameters/source/element").asInt(-1))
                .containsExactlyElementsOf(IntStream.range(0, 20).boxed().toList());
        assertThat(out.toString()).contains("lines: 2", "dead letters: 2", "without event: 0");
        List<String> letters = Files.readAllLines(folder.resolve("scored.jsonl.dlq"));
        assertThat(letters.get(0)).startsWith("{\"line\":1,\"element\":20,").contains("{\\\"id\\\":\\\"bad\\\"}");
        assertThat(letters.get(1)).startsWith("{\"line\":2,\"reason\"");
    }

    private List<JsonNode> predictions() throws IOException {
        List<JsonNode> predictions = new ArrayList<>();
        for (String line : Files.readAllLines(folder.resolve("scored.jsonl"))) {
            predictions.add(JSON.readTree(line));
        }
        return predictions;
    }

    private int score(JsonNode given, List<String> settings) throws IOException {
        byte[] line = given.has("line_base64")
                ? Base64.getDecoder().decode(given.path("line_base64").asText())
                : given.path("line").asText().getBytes(StandardCharsets.UTF_8);
        Path input = folder.resolve("events.jsonl");
        // A file that begins as gzip does is a packed one.
        Files.write(input, given.has("line_base64") ? joined("\n".getBytes(StandardCharsets.UTF_8), line) : line);
        Path file = folder.resolve("pipeline.yaml");
        String yaml = Files.readString(ReferenceModels.file(
                "public-cases/events/" + given.path("pipeline").asText()));
        Files.writeString(file, yaml.replaceAll("(?m)^  fields-in: .*$", ""));
        List<String> arguments = new ArrayList<>(List.of("score", "--config", file.toString()));
        arguments.addAll(List.of("--set", "models.directory=../config/models/quickstart"));
        settings.forEach(setting -> arguments.addAll(List.of("--set", setting)));
        arguments.addAll(List.of("--format", given.path("format").asText(), "--input", input.toString()));
        arguments.addAll(List.of("--output", folder.resolve("scored.jsonl").toString(), "--force"));
        return Main.run(Map.of(), new PrintWriter(out), new PrintWriter(error), arguments.toArray(String[]::new));
    }

    private static byte[] joined(byte[] first, byte[] second) {
        byte[] all = java.util.Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, all, first.length, second.length);
        return all;
    }
}
