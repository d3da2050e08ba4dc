package io.riffle;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;

/**
 * Events and independently computed values: the large collection if its folder is there, otherwise the project's own,
 * which is smaller but has the same form. A test is skipped if it needs a file that the own collection lacks.
 */
public final class ReferenceData {
    private static final Path OWN = Path.of("..", "feature-extractor", "src", "test", "reference-data");
    private static final ObjectMapper JSON = new ObjectMapper();

    private ReferenceData() {}

    public static Path file(String name) {
        Path large = Path.of(System.getProperty("riffle.reference-data", "../../shared/data"));
        if (Files.isDirectory(large)) {
            return large.resolve(name);
        }
        Path own = OWN.resolve(name);
        assumeTrue(Files.exists(own), "needs the reference data: no folder " + large);
        return own;
    }

    public static JsonNode json(String name) {
        try {
            return JSON.readTree(file(name).toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The objects of a file of JSON lines, compressed or not. */
    public static List<JsonNode> jsonLines(String name) {
        List<JsonNode> lines = new ArrayList<>();
        try (InputStream raw = Files.newInputStream(file(name));
                InputStream plain = name.endsWith(".gz") ? new GZIPInputStream(raw) : raw;
                BufferedReader reader = new BufferedReader(new InputStreamReader(plain, StandardCharsets.UTF_8))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                lines.add(JSON.readTree(line));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return lines;
    }

    /** The cases of a reference file that have one name. */
    public static List<JsonNode> cases(String file, String name) {
        List<JsonNode> cases = new ArrayList<>();
        json(file).get("cases").forEach(each -> {
            if (each.get("name").asText().equals(name)) {
                cases.add(each);
            }
        });
        return cases;
    }

    /** A row of numbers, where "NaN" and the infinities are texts. */
    public static double[] numbers(JsonNode row) {
        double[] numbers = new double[row.size()];
        for (int i = 0; i < numbers.length; i++) {
            JsonNode value = row.get(i);
            numbers[i] = value.isTextual() ? Double.parseDouble(value.asText()) : value.asDouble();
        }
        return numbers;
    }

    public static List<String> texts(JsonNode row) {
        List<String> texts = new ArrayList<>();
        row.forEach(value -> texts.add(value.asText()));
        return texts;
    }
}
