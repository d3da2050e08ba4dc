package io.riffle.app.features;

import io.riffle.app.features.FeatureEntry.Storage;
import io.riffle.config.event.FeatureAbout;
import io.riffle.settings.DurationText;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The feature catalog as people read it in a table, and programs in JSON. */
public final class FeatureListing {
    private static final List<String> HEADING = List.of(
            "NAME",
            "ENTITY",
            "TYPE",
            "SOURCE",
            "VERSION",
            "MAX-AGE",
            "TTL",
            "STORED-AS",
            "OWNER",
            "TAGS",
            "DESCRIPTION");

    private FeatureListing() {}

    public static List<List<String>> table(FeatureCatalog catalog) {
        List<List<String>> rows = new ArrayList<>(List.of(HEADING));
        for (FeatureEntry entry : catalog.entries()) {
            FeatureAbout about = entry.about();
            rows.add(List.of(
                    entry.name(),
                    entry.entity(),
                    lower(entry.feature().type()),
                    lower(entry.feature().source()),
                    Integer.toString(about.version()),
                    text(entry.stored().flatMap(Storage::maxAge)),
                    text(entry.stored().flatMap(Storage::ttl)),
                    entry.stored().map(Storage::field).orElse("-"),
                    about.owner(),
                    String.join(",", about.tags()),
                    about.description()));
        }
        return rows;
    }

    public static List<Map<String, Object>> json(FeatureCatalog catalog) {
        return catalog.entries().stream().map(FeatureListing::json).toList();
    }

    private static Map<String, Object> json(FeatureEntry entry) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("name", entry.name());
        json.put("entity", entry.entity());
        json.put("type", lower(entry.feature().type()));
        json.put("source", lower(entry.feature().source()));
        json.put("version", entry.about().version());
        json.put("description", entry.about().description());
        json.put("owner", entry.about().owner());
        json.put("tags", entry.about().tags());
        entry.stored().ifPresent(storage -> {
            json.put("stored_as", storage.field());
            storage.maxAge().ifPresent(age -> json.put("max_age_ms", age.toMillis()));
            storage.ttl().ifPresent(ttl -> json.put("ttl_ms", ttl.toMillis()));
        });
        return json;
    }

    private static String text(Optional<Duration> duration) {
        return duration.map(DurationText::format).orElse("-");
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
