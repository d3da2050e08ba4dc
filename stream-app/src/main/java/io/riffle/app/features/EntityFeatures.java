package io.riffle.app.features;

import io.riffle.settings.DurationText;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;

/** All stored features of one entity, as of a time. */
public record EntityFeatures(String entity, Instant at, List<StoredValue> values) {
    private static final List<String> HEADING = List.of("NAME", "VALUE", "STATUS", "AGE", "EVENT-TIME", "STORED-AS");

    public EntityFeatures {
        values = List.copyOf(values);
    }

    /** Whether anything is stored at all. */
    boolean isKnown() {
        return values.stream().anyMatch(value -> value.value().isPresent());
    }

    public List<List<String>> table() {
        List<List<String>> rows = new ArrayList<>(List.of(HEADING));
        for (StoredValue each : values) {
            rows.add(List.of(
                    each.field().name(),
                    each.value().map(String::valueOf).orElse("-"),
                    each.status().name().toLowerCase(Locale.ROOT),
                    age(each.age()),
                    time(each.eventTime()),
                    each.field().storedName()));
        }
        return rows;
    }

    public Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("entity", entity);
        json.put("at_ms", at.toEpochMilli());
        json.put("features", values.stream().map(StoredValue::json).toList());
        return json;
    }

    private static String age(OptionalLong milliseconds) {
        return milliseconds.isEmpty() ? "-" : seconds(milliseconds.getAsLong());
    }

    private static String seconds(long milliseconds) {
        String text = DurationText.format(Duration.ofSeconds(Math.abs(milliseconds) / 1_000));
        return milliseconds < 0 ? "-" + text : text;
    }

    private static String time(OptionalLong milliseconds) {
        return milliseconds.isEmpty()
                ? "-"
                : Instant.ofEpochMilli(milliseconds.getAsLong()).toString();
    }
}
