package io.riffle.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.riffle.ReferenceData;
import io.riffle.feature.Feature;
import io.riffle.feature.FeatureSchema;
import io.riffle.feature.FeatureSource;
import io.riffle.feature.FeatureTable;
import io.riffle.feature.FeatureType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Windows of recorded events against values that were computed elsewhere, from all events at once. */
class ReferenceWindowsTest {
    private static final long MINUTE = 60_000;
    private static final List<Aggregate> NUMBERS =
            List.of(Aggregate.COUNT, Aggregate.SUM, Aggregate.MEAN, Aggregate.MIN, Aggregate.MAX, Aggregate.STD);
    private static final List<String> REFERENCE_NAMES = List.of("count", "sum", "mean", "min", "max", "std_pop");
    private static final List<Aggregate> DISTINCT = List.of(Aggregate.DISTINCT);

    @Test
    void add_equalsReferenceAsOfValue_forRecordedEvents() {
        Map<String, JsonNode> expected = new HashMap<>();
        ReferenceData.jsonLines("reference/windows/asof_tumbling.jsonl.gz")
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
        assertThat(compared).isEqualTo(expected.size()).isGreaterThan(1000);
    }

    @Test
    void answer_equalsEveryTumblingWindow_whenAllEventsHaveArrived() {
        assertComparesAll("tumbling_all.jsonl.gz", MINUTE);
    }

    @Test
    void answer_equalsEveryHoppingWindow_whenAllEventsHaveArrived() {
        assertComparesAll("hopping_all.jsonl.gz", 5 * MINUTE);
    }

    private void assertComparesAll(String file, long size) {
        assertThat(compareWindows(file, size))
                .isEqualTo(summary().get(file).get("windows").asInt())
                .isGreaterThan(100);
    }

    private static JsonNode summary() {
        return ReferenceData.json("reference/windows/summary.json");
    }

    /** Asks each window when the entity's newest event is three buckets ahead: no recorded event is later than 120 s. */
    private int compareWindows(String file, long size) {
        Map<String, Map<Long, JsonNode>> expected = new HashMap<>();
        for (JsonNode line : ReferenceData.jsonLines("reference/windows/" + file)) {
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
        return ReferenceData.jsonLines(summary().get("file").asText());
    }
}
