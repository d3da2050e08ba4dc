package io.riffle.feature;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The declared parameters of one step, read by type. Every problem is an {@link IllegalArgumentException} that names
 * transform, parameter, rule and found value. Asking for a parameter also declares it: what nobody asked for is unknown.
 */
public final class TransformParameters {
    private final String transform;
    private final Map<String, Object> values;
    private final Set<String> asked = new TreeSet<>();

    public TransformParameters(StepSpec step) {
        transform = step.name();
        values = step.parameters();
    }

    public boolean has(String name) {
        asked.add(name);
        return values.containsKey(name);
    }

    /** A text, number or boolean as it was declared. */
    public Object required(String name) {
        asked.add(name);
        Object value = values.get(name);
        if (value == null) {
            String found = values.isEmpty() ? "no parameter" : "only " + new TreeSet<>(values.keySet());
            throw new IllegalArgumentException(transform + ": '" + name + "' must be given: found " + found);
        }
        return value;
    }

    /** A finite number. */
    public double number(String name) {
        return finite(name, required(name));
    }

    public double number(String name, double absent) {
        return has(name) ? number(name) : absent;
    }

    /** A whole number within bounds, both inclusive. */
    public int wholeNumber(String name, int least, int greatest) {
        double number = number(name);
        if (number != Math.rint(number) || number < least || number > greatest) {
            throw mustBe(name, "a whole number from " + least + " to " + greatest, number);
        }
        return (int) number;
    }

    public boolean flag(String name, boolean absent) {
        if (!has(name)) {
            return absent;
        }
        if (required(name) instanceof Boolean flag) {
            return flag;
        }
        throw mustBe(name, "true or false", required(name));
    }

    public String text(String name) {
        return text(name, required(name));
    }

    /** A time zone such as {@code Europe/Berlin} or {@code +02:00}. */
    public ZoneId zone(String name, ZoneId absent) {
        if (!has(name)) {
            return absent;
        }
        try {
            return ZoneId.of(text(name));
        } catch (DateTimeException e) {
            throw mustBe(name, "a time zone such as Europe/Berlin or UTC", text(name));
        }
    }

    /** Declares parameters that only learning reads, so that a learned step can keep them. */
    public void allow(String... names) {
        asked.addAll(List.of(names));
    }

    /** One of some words. */
    public String oneOf(String name, String absent, String... known) {
        String word = has(name) ? text(name) : absent;
        if (!List.of(known).contains(word)) {
            throw mustBe(name, "one of " + String.join(", ", known), "'" + word + "'");
        }
        return word;
    }

    /** At least one finite number. */
    public double[] numbers(String name) {
        return list(name).stream().mapToDouble(number -> finite(name, number)).toArray();
    }

    /** At least one text, none twice. */
    public List<String> distinctTexts(String name) {
        List<String> texts = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (Object element : list(name)) {
            String text = text(name, element);
            if (!seen.add(text)) {
                throw mustBe(name, "a list without repetitions", "'" + text + "' twice");
            }
            texts.add(text);
        }
        return List.copyOf(texts);
    }

    /** At least one finite number, each greater than the one before. */
    public double[] ascendingNumbers(String name) {
        List<?> list = list(name);
        double[] numbers = new double[list.size()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = finite(name, list.get(i));
            if (i > 0 && !(numbers[i] > numbers[i - 1])) {
                throw mustBe(name, "in ascending order", numbers[i - 1] + " before " + numbers[i]);
            }
        }
        return numbers;
    }

    /** The problem of a parameter whose rule only its transform knows, ready to be thrown. */
    public IllegalArgumentException mustBe(String name, String rule, @Nullable Object found) {
        return new IllegalArgumentException(transform + ": '" + name + "' must be " + rule + ": was " + found);
    }

    /** Refuses the parameters that nobody asked for. */
    void refuseUnknown() {
        for (String name : new TreeSet<>(values.keySet())) {
            if (!asked.contains(name)) {
                String known = asked.isEmpty()
                        ? "it has none"
                        : "nearest is '" + NearestName.to(name, asked) + "' of " + asked;
                throw new IllegalArgumentException(
                        transform + ": a parameter must be known: '" + name + "' is not, " + known);
            }
        }
    }

    private double finite(String name, @Nullable Object value) {
        if (value instanceof Number number && Double.isFinite(number.doubleValue())) {
            return number.doubleValue();
        }
        throw mustBe(name, "a finite number", described(value));
    }

    private String text(String name, @Nullable Object value) {
        if (value instanceof String text) {
            return text;
        }
        throw mustBe(name, "a text (quote it where YAML reads something else)", described(value));
    }

    private List<?> list(String name) {
        if (required(name) instanceof List<?> list && !list.isEmpty()) {
            return list;
        }
        throw mustBe(name, "a list of at least one element", described(required(name)));
    }

    private static @Nullable Object described(@Nullable Object value) {
        return value instanceof String text ? "the text '" + text + "'" : value;
    }
}
