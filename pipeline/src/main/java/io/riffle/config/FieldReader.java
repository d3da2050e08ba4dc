package io.riffle.config;

import static io.riffle.settings.SettingType.BOOLEAN;
import static io.riffle.settings.SettingType.BYTES;
import static io.riffle.settings.SettingType.INTEGER;
import static io.riffle.settings.SettingType.NUMBER;
import static io.riffle.settings.SettingType.TEXT;

import io.riffle.feature.FeatureType;
import io.riffle.settings.Section;
import io.riffle.settings.SettingType;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** Reads one of {@code event.fields}. */
final class FieldReader {
    static final SettingType<FeatureType> TYPE = SettingType.oneOf(FeatureType.class);
    private static final SettingType<FieldConfig.UnknownValues> UNKNOWN =
            SettingType.oneOf(FieldConfig.UnknownValues.class);

    private FieldReader() {}

    static FieldConfig read(String name, Section section) {
        FeatureType type = section.required("type", TYPE, "What the values are");
        boolean required = section.value("required", BOOLEAN, false, "Whether an event without it is a dead letter");
        Limits allowed = new Limits(
                number(section, "min", "A smaller value makes a dead letter"),
                number(section, "max", "A larger value makes a dead letter"));
        Limits expected = section.section("expected", FieldReader::expected);
        List<String> values = section.list("values", TEXT, "The known categories; none means any");
        FieldConfig.UnknownValues unknown = section.value(
                "unknown", UNKNOWN, FieldConfig.UnknownValues.WARN, "What happens to a category that is not listed");
        int maxLength = section.value(
                "max-length", INTEGER, FieldConfig.DEFAULT_MAX_LENGTH, "Characters at most; more make a dead letter");
        ImageConfig image = image(section);
        return section.build(() -> new FieldConfig(
                        name,
                        type,
                        required,
                        allowed,
                        expected,
                        new FieldConfig.Categories(values, unknown),
                        maxLength,
                        image))
                .orElseGet(() -> FieldConfig.of(name, type));
    }

    private static ImageConfig image(Section section) {
        ImageConfig usual = ImageConfig.DEFAULT;
        long maxBytes =
                section.value("max-bytes", BYTES, (long) usual.maxBytes(), "An image of more makes a dead letter");
        int maxPixels = section.value(
                "max-pixels",
                INTEGER,
                (int) usual.maxPixels(),
                "An image that declares more makes a dead letter, undecoded");
        Optional<Path> folder =
                section.optionalPath("folder", "Where images are that events name; else events carry them in base64");
        int bytes = (int) Math.min(maxBytes, Integer.MAX_VALUE);
        return new ImageConfig(bytes, maxPixels, folder);
    }

    private static Limits expected(Section section) {
        return new Limits(
                number(section, "min", "A smaller value is scored with the warning outlier"),
                number(section, "max", "A larger value is scored with the warning outlier"));
    }

    private static OptionalDouble number(Section section, String key, String meaning) {
        Optional<Double> number = section.optional(key, NUMBER, meaning);
        return number.isPresent() ? OptionalDouble.of(number.get()) : OptionalDouble.empty();
    }
}
