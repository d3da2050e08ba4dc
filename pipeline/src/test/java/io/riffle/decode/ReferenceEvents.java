package io.riffle.decode;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.riffle.config.event.DuplicatesConfig;
import io.riffle.config.event.EventConfig;
import io.riffle.config.event.EventLayout;
import io.riffle.config.event.EventTimeConfig;
import io.riffle.config.event.EventTimeConfig.TimeUnit;
import io.riffle.config.event.FieldConfig;
import io.riffle.config.event.FieldConfig.UnknownValues;
import io.riffle.feature.FeatureType;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Assumptions;

/** Recorded events of the reference data, and the declarations that fit them. */
final class ReferenceEvents {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path FOLDER = Path.of(System.getProperty("riffle.reference-data", "../../shared/data"));

    private ReferenceEvents() {}

    static Path file(String name) {
        Assumptions.assumeTrue(Files.isDirectory(FOLDER), "the reference data is not at " + FOLDER);
        return FOLDER.resolve(name);
    }

    /** The lines of a file, plain or gzip; only byte 0x0A ends a line. */
    static List<byte[]> lines(String name) throws IOException {
        try (InputStream stream = Files.newInputStream(file(name))) {
            byte[] all = name.endsWith(".gz") ? new GZIPInputStream(stream).readAllBytes() : stream.readAllBytes();
            List<byte[]> lines = new ArrayList<>();
            int start = 0;
            for (int i = 0; i < all.length; i++) {
                if (all[i] == '\n') {
                    lines.add(java.util.Arrays.copyOfRange(all, start, i));
                    start = i + 1;
                }
            }
            return lines;
        }
    }

    /** All fields required and at least 0; rates at most 1; counters expected where training saw them. */
    static EventConfig intrusion() throws IOException {
        JsonNode categories =
                JSON.readTree(file("models/intrusion/preprocess.json").toFile());
        List<FieldConfig> fields = new ArrayList<>();
        for (JsonNode field :
                JSON.readTree(file("events/intrusion/schema.json").toFile()).get("features")) {
            String name = field.get("name").asText();
            fields.add(
                    switch (field.get("type").asText()) {
                        case "int64" -> EventConfigs.number(name, FeatureType.INTEGER, true, 0, 1e18, 1e9);
                        case "double" -> EventConfigs.number(name, FeatureType.NUMBER, true, 0, 1, 1);
                        default -> EventConfigs.category(name, true, UnknownValues.WARN, categories(categories, name));
                    });
        }
        return event(Optional.of(Duration.ofMinutes(10)), fields);
    }

    static EventConfig electricity() {
        List<FieldConfig> fields = new ArrayList<>();
        for (String name : List.of("period", "nswprice", "nswdemand", "vicprice", "vicdemand", "transfer")) {
            fields.add(EventConfigs.number(name, FeatureType.NUMBER, true, 0, 1, 1));
        }
        return event(Optional.empty(), fields);
    }

    private static EventConfig event(Optional<Duration> bound, List<FieldConfig> fields) {
        return new EventConfig(
                new EventConfig.Identity(
                        "event_id",
                        "entity_id",
                        new EventTimeConfig(Optional.of("event_time_ms"), TimeUnit.MS, bound, bound)),
                false,
                1_048_576,
                EventLayout.PLAIN.withFieldsIn(Optional.of("features")),
                DuplicatesConfig.DEFAULT,
                fields);
    }

    private static String[] categories(JsonNode preprocess, String field) {
        List<String> values = new ArrayList<>();
        for (JsonNode step : preprocess.get("steps")) {
            if (step.get("op").asText().equals("one_hot")
                    && step.get("feature").asText().equals(field)) {
                step.get("categories").forEach(value -> values.add(value.asText()));
            }
        }
        return values.toArray(String[]::new);
    }
}
