package io.riffle.config.event;

import static io.riffle.settings.SettingType.BOOLEAN;
import static io.riffle.settings.SettingType.BYTES;
import static io.riffle.settings.SettingType.INTEGER;
import static io.riffle.settings.SettingType.NUMBER;
import static io.riffle.settings.SettingType.TEXT;

import io.riffle.feature.FeatureType;
import io.riffle.settings.Section;
import io.riffle.settings.SettingType;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** Reads one of {@code event.fields}. */
public final class FieldReader {
    public static final SettingType<FeatureType> TYPE = SettingType.oneOf(FeatureType.class);
    private static final SettingType<FieldConfig.UnknownValues> UNKNOWN =
            SettingType.oneOf(FieldConfig.UnknownValues.class);

    private static final SettingType<FieldSource.ArrayFold> FOLD = SettingType.oneOf(FieldSource.ArrayFold.class);
    private static final SettingType<Coercion> COERCION = SettingType.oneOf(Coercion.class);

    private FieldReader() {}

    /**
     * Reads a field and what people should know about it.
     *
     * @param key its path, unless the field says where else it is
     * @param usual what is declared for all fields
     */
    public static FieldConfig readNoted(String key, Section section, Leniency usual, FeatureNotes notes) {
        EventPlace place = PlaceReader.ofField(section, key);
        boolean named = section.isGiven("path") || section.isGiven("name") || !(place instanceof EventPlace.InValue);
        String without =
                named ? key : place.valuePath().map(EventPath::featureName).orElse(key);
        String name = section.derived(
                "as",
                TEXT,
                without,
                "<name>",
                "Its name in formulas and models; else the path with `_` between the steps");
        notes.read(name, section);
        section.called(key, name);
        return read(name, section, place, usual);
    }

    /** What is declared of one field, or of all of them. */
    public static Leniency leniency(Section section, String whose) {
        List<Coercion> coerce = section.list("coerce", COERCION, "What may be read as another type, " + whose);
        List<String> missing =
                section.list("missing", TEXT, "Texts, and NaN and Infinity, that mean no value, " + whose);
        return new Leniency(new HashSet<>(coerce), missing);
    }

    private static FieldConfig read(String name, Section section, EventPlace place, Leniency usual) {
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
        Optional<FieldSource.ArrayFold> fold = section.optional(
                "array", FOLD, "What an array becomes; its path may go on inside of its elements: items[].sku");
        Leniency leniency = leniency(section, "besides those of all fields");
        FieldSource source = new FieldSource(place, fold, usual.fitting(type).and(leniency));
        return section.build(() -> new FieldConfig(
                        name,
                        type,
                        required,
                        allowed,
                        expected,
                        new FieldConfig.Categories(values, unknown),
                        maxLength,
                        image,
                        source))
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
