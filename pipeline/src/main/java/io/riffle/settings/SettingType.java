package io.riffle.settings;

import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * How the text of a value is read and shown.
 *
 * @param name the type in the reference table
 * @param rule what is said where the text cannot be read, for example "must be a whole number"
 * @param parser throws {@link IllegalArgumentException} or {@link ArithmeticException} for unreadable text
 * @param placeholder stands for a required value that is missing, so that reading can go on
 * @param secret whether the text is never shown and may come from a file named by the environment
 */
public record SettingType<T>(
        String name,
        String rule,
        Function<String, T> parser,
        Function<T, String> formatter,
        T placeholder,
        boolean secret) {
    private static final Pattern NUMBER_FORM = Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?");

    public static final SettingType<String> TEXT =
            new SettingType<>("text", "must be text", text -> text, text -> text, "missing", false);
    public static final SettingType<Integer> INTEGER = new SettingType<>(
            "integer", "must be a whole number up to 2147483647", Integer::valueOf, String::valueOf, 1, false);
    public static final SettingType<Double> NUMBER =
            new SettingType<>("number", "must be a number", SettingType::number, String::valueOf, 1.0, false);
    public static final SettingType<Boolean> BOOLEAN =
            new SettingType<>("boolean", "must be true or false", SettingType::flag, String::valueOf, false, false);
    public static final SettingType<Duration> DURATION = new SettingType<>(
            "duration",
            "must be a duration such as 250ms, 20s, 5m, 24h or 7d",
            DurationText::parse,
            DurationText::format,
            Duration.ofSeconds(1),
            false);
    public static final SettingType<Long> BYTES = new SettingType<>(
            "size",
            "must be a size such as 1048576, 512KB or 1MB",
            ByteSizeText::parse,
            ByteSizeText::format,
            1L,
            false);
    public static final SettingType<Path> PATH =
            new SettingType<>("path", "must be a path", Path::of, Path::toString, Path.of("missing"), false);

    /** The value, empty if the text cannot be read. */
    public Optional<T> read(String text) {
        try {
            return Optional.of(parser.apply(text));
        } catch (IllegalArgumentException | ArithmeticException unreadable) {
            return Optional.empty();
        }
    }

    /** One of an enum's names in lower case, words joined by hyphens. */
    public static <E extends Enum<E>> SettingType<E> oneOf(Class<E> values) {
        return oneOf(values, value -> value.name().toLowerCase(Locale.ROOT).replace('_', '-'));
    }

    /** One of an enum's values under the given names. */
    public static <E extends Enum<E>> SettingType<E> oneOf(Class<E> values, Function<E, String> name) {
        return oneOf(EnumSet.allOf(values), name);
    }

    /** One of these values under the given names. */
    public static <E extends Enum<E>> SettingType<E> oneOf(EnumSet<E> values, Function<E, String> name) {
        String names = values.stream().map(name).collect(Collectors.joining(", "));
        E first = values.iterator().next();
        return new SettingType<>(
                names, "must be one of " + names, text -> named(values, name, text), name, first, false);
    }

    private static <E extends Enum<E>> E named(EnumSet<E> values, Function<E, String> name, String text) {
        return values.stream()
                .filter(value -> name.apply(value).equals(text))
                .findFirst()
                .orElseThrow(IllegalArgumentException::new);
    }

    private static double number(String text) {
        double number = NUMBER_FORM.matcher(text).matches() ? Double.parseDouble(text) : Double.NaN;
        if (!Double.isFinite(number)) {
            throw new IllegalArgumentException("not a finite number");
        }
        return number;
    }

    private static boolean flag(String text) {
        if (!text.equals("true") && !text.equals("false")) {
            throw new IllegalArgumentException("neither true nor false");
        }
        return text.equals("true");
    }
}
