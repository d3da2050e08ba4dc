package io.riffle.decode;

import io.riffle.config.event.Coercion;
import io.riffle.config.event.DuplicatesConfig;
import io.riffle.config.event.EventConfig;
import io.riffle.config.event.EventLayout;
import io.riffle.config.event.EventTimeConfig;
import io.riffle.config.event.EventTimeConfig.TimeUnit;
import io.riffle.config.event.FieldConfig;
import io.riffle.config.event.FieldConfig.UnknownValues;
import io.riffle.config.event.FieldSource;
import io.riffle.config.event.ImageConfig;
import io.riffle.config.event.Leniency;
import io.riffle.config.event.Limits;
import io.riffle.feature.Feature;
import io.riffle.feature.FeatureSchema;
import io.riffle.feature.FeatureSource;
import io.riffle.feature.FeatureType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Event declarations for tests. */
final class EventConfigs {
    static final EventTimeConfig MILLISECONDS = new EventTimeConfig(
            Optional.of("event_time"), TimeUnit.MS, Optional.of(Duration.ofDays(30)), Optional.of(Duration.ofHours(1)));

    private EventConfigs() {}

    static EventConfig payments() {
        return payments(MILLISECONDS, Optional.empty(), false);
    }

    static EventConfig payments(EventTimeConfig time, Optional<String> fieldsIn, boolean partitionedByEntity) {
        return new EventConfig(
                new EventConfig.Identity("event_id", "card_id", time),
                partitionedByEntity,
                10_000,
                EventLayout.PLAIN.withFieldsIn(fieldsIn),
                DuplicatesConfig.DEFAULT,
                List.of(
                        number("amount", FeatureType.NUMBER, true, 0, 100_000, 5_000),
                        number("items", FeatureType.INTEGER, false, 0, 100, 100),
                        FieldConfig.of("online", FeatureType.BOOLEAN),
                        category("category", true, UnknownValues.WARN, "grocery", "fuel"),
                        category("country", false, UnknownValues.REJECT, "DE", "FR"),
                        text("note", 20)));
    }

    /** The same, each field in every way that fits its type. */
    static EventConfig lenient(EventConfig strict) {
        Set<Coercion> all = EnumSet.of(Coercion.TEXT_NUMBERS, Coercion.TEXT_BOOLEANS, Coercion.NUMERIC_CATEGORIES);
        Leniency leniency = new Leniency(all, List.of("", "n/a", "NaN"));
        List<FieldConfig> fields = strict.fields().stream()
                .map(field -> field.from(
                        new FieldSource(field.source().place(), Optional.empty(), leniency.fitting(field.type()))))
                .toList();
        return new EventConfig(
                strict.identity(),
                strict.partitionedByEntity(),
                strict.maxBytes(),
                strict.layout(),
                strict.duplicates(),
                fields);
    }

    static FeatureSchema schema(EventConfig config) {
        List<Feature> features = new ArrayList<>();
        features.add(new Feature(FeatureSchema.EVENT_TIME, FeatureType.NUMBER, FeatureSource.EVENT));
        for (FieldConfig field : config.fields()) {
            features.add(new Feature(field.name(), field.type(), FeatureSource.EVENT));
        }
        return new FeatureSchema(features);
    }

    static FieldConfig number(
            String name, FeatureType type, boolean required, double min, double max, double expectedMax) {
        return new FieldConfig(
                name,
                type,
                required,
                Limits.between(min, max),
                Limits.atMost(expectedMax),
                FieldConfig.Categories.ANY,
                FieldConfig.DEFAULT_MAX_LENGTH,
                ImageConfig.DEFAULT);
    }

    static FieldConfig category(String name, boolean required, UnknownValues unknown, String... values) {
        return new FieldConfig(
                name,
                FeatureType.CATEGORY,
                required,
                Limits.NONE,
                Limits.NONE,
                new FieldConfig.Categories(List.of(values), unknown),
                FieldConfig.DEFAULT_MAX_LENGTH,
                ImageConfig.DEFAULT);
    }

    static FieldConfig text(String name, int maxLength) {
        return new FieldConfig(
                name,
                FeatureType.TEXT,
                false,
                Limits.NONE,
                Limits.NONE,
                FieldConfig.Categories.ANY,
                maxLength,
                ImageConfig.DEFAULT);
    }
}
