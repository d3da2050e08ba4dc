package io.riffle.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.riffle.feature.Feature;
import io.riffle.feature.FeatureSchema;
import io.riffle.feature.FeatureSource;
import io.riffle.feature.FeatureTable;
import io.riffle.feature.FeatureType;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Windows of the recorded intrusion events against values that were computed elsewhere, from all events at once. */
class ReferenceWindowsTest {
    private static final Path DATA = Path.of(System.getProperty("riffle.reference-data", "../../shared/data"));
    private static final long MINUTE = 60_000;
    private static final List<Aggregate> NUMBERS =
            List.of(Aggregate.COUNT, Aggregate.SUM, Aggregate.MEAN, Aggregate.MIN, Aggregate.MAX, Aggregate.STD);
    private static final List<String> REFERENCE_NAMES = List.of("count", "sum", "mean", "min", "max", "std_pop");
    private static final List<Aggregate> DISTINCT = List.of(Aggregate.DISTINCT);

    private final ObjectMapper json = new ObjectMapper();

    @BeforeAll
    static void needsData() {
        assumeTrue(Files.isDirectory(DATA.resolve("reference/windows")), "no reference data in " + DATA);
    }

    @Test
    void add_equalsReferenceAsOfValue_forRecordedEvents() {
        Map<String, JsonNode> expected = new HashMap<>();
        read("reference/windows/asof_tumbling.jsonl.gz")
                .forEach(line -> expected.put(line.get("event_id").asText(), line));
        List<WindowSpec> windows = windows(MINUTE);
        FeatureTable table = new FeatureTable(schema(windows), 1);
        EntityHistory history = new EntityHistory(windows, table.schema());
        Map<String, byte[]> records = new HashMap<>();
        int compared = 0;
        for (JsonNode event : events()) {
            String entity = event.get("entity_id").asText();
            history.read(records.get(entity));
            set(table, event);
            assertThat(history.add(table, 0, event.get("event_time_ms").asLong()))
                    .isTrue();
            records.put(entity, history.write());
            JsonNode line = expected.get(event.get("event_id").asText());
            if (line != null) {
                for (String name : List.of("count", "sum", "mean", "max")) {
                    assertClose(table, name, line.get(name).asDouble(), line);
                }
                compared++;
            }
        }
        assertThat(compared).isEqualTo(5000);
    }

    @Test
    void answer_equalsEveryTumblingWindow_whenAllEventsHaveArrived() {
        assertThat(compareWindows("tumbling_all.jsonl.gz", MINUTE)).isEqualTo(5472);
    }

    @Test
    void answer_equalsEveryHoppingWindow_whenAllEventsHaveArrived() {
        assertThat(compareWindows("hopping_all.jsonl.gz", 5 * MINUTE)).isEqualTo(10578);
    }

    /** Asks each window when the entity's newest event is three buckets ahead: no recorded event is later than 120 s. */
    private int compareWindows(String file, long size) {
        Map<String, Map<Long, JsonNode>> expected = new HashMap<>();
        for (JsonNode line : read("reference/windows/" + file)) {
            expected.computeIfAbsent(line.get("entity_id").asText(), entity -> new TreeMap<>())
                    .put(line.get("window_end_ms").asLong(), line);
        }
        Map<String, List<JsonNode>> byEntity = new LinkedHashMap<>();
        events().forEach(
                        event -> byEntity.computeIfAbsent(event.get("entity_id").asText(), entity -> new ArrayList<>())
                                .add(event));
        assertThat(byEntity.keySet()).isEqualTo(expected.keySet());
        int compared = 0;
        for (Map.Entry<String, List<JsonNode>> entity : byEntity.entrySet()) {
            compared += compareEntity(entity.getValue(), new TreeMap<>(expected.get(entity.getKey())), size);
        }
        return compared;
    }

    private int compareEntity(List<JsonNode> events, TreeMap<Long, JsonNode> expected, long size) {
        List<WindowSpec> windows = windows(size);
        FeatureTable table = new FeatureTable(schema(windows), 1);
        EntityHistory history = new EntityHistory(windows, table.schema());
        int compared = 0;
        long newest = 0;
        for (JsonNode event : events) {
            long time = event.get("event_time_ms").asLong();
            newest = Math.max(newest, time);
            long end = Math.floorDiv(newest, MINUTE) * MINUTE + MINUTE;
            while (!expected.isEmpty() && expected.firstKey() < end - 2 * MINUTE) {
                compareWindow(history, table, expected.pollFirstEntry().getValue());
                compared++;
            }
            set(table, event);
            assertThat(history.add(table, 0, time)).isTrue();
        }
        for (JsonNode line : expected.values()) {
            compareWindow(history, table, line);
            compared++;
        }
        return compared;
    }

    private static void compareWindow(EntityHistory history, FeatureTable table, JsonNode line) {
        history.answer(table, 0, line.get("window_end_ms").asLong() - 1);
        for (int i = 0; i < NUMBERS.size(); i++) {
            assertClose(
                    table,
                    NUMBERS.get(i).name().toLowerCase(),
                    line.get(REFERENCE_NAMES.get(i)).asDouble(),
                    line);
        }
        // No window has more than 48 services in a minute, so the counts are exact.
        assertThat(value(table, "service_distinct"))
                .isEqualTo(line.get("distinct_service").asDouble());
        assertThat(value(table, "flag_distinct"))
                .isEqualTo(line.get("distinct_flag").asDouble());
    }

    private static void assertClose(FeatureTable table, String aggregate, double expected, JsonNode line) {
        assertThat(value(table, "bytes_" + aggregate))
                .as("%s of %s", aggregate, line)
                .isCloseTo(expected, within(1e-9 * Math.max(1, Math.abs(expected))));
    }

    private static double value(FeatureTable table, String feature) {
        return table.number(table.schema().column(feature), 0);
    }

    private static void set(FeatureTable table, JsonNode event) {
        table.clear(1);
        table.number(0, 0, event.get("features").get("src_bytes").asDouble());
        table.text(1, 0, event.get("features").get("service").asText());
        table.text(2, 0, event.get("features").get("flag").asText());
    }

    private static List<WindowSpec> windows(long size) {
        Duration over = Duration.ofMillis(size);
        Duration every = Duration.ofMillis(MINUTE);
        return List.of(
                new WindowSpec("bytes", "src_bytes", over, every, NUMBERS),
                new WindowSpec("service", "service", over, every, DISTINCT),
                new WindowSpec("flag", "flag", over, every, DISTINCT));
    }

    private static FeatureSchema schema(List<WindowSpec> windows) {
        List<Feature> features = new ArrayList<>();
        features.add(new Feature("src_bytes", FeatureType.INTEGER, FeatureSource.EVENT));
        features.add(new Feature("service", FeatureType.CATEGORY, FeatureSource.EVENT));
        features.add(new Feature("flag", FeatureType.CATEGORY, FeatureSource.EVENT));
        windows.forEach(window -> window.aggregates()
                .forEach(aggregate -> features.add(
                        new Feature(window.featureName(aggregate), FeatureType.NUMBER, FeatureSource.HISTORY))));
        return new FeatureSchema(features);
    }

    private List<JsonNode> events() {
        return read("events/intrusion/scored.events.jsonl.gz");
    }

    private List<JsonNode> read(String file) {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(DATA.resolve(file))), StandardCharsets.UTF_8))) {
            List<JsonNode> nodes = new ArrayList<>();
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                nodes.add(json.readTree(line));
            }
            return nodes;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
