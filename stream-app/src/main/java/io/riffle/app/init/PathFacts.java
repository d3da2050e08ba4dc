package io.riffle.app.init;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;

/** What the sample says of one place in the events. */
final class PathFacts {
    /** More different values than this are not remembered: it is no category then. */
    private static final int REMEMBERED = 5_000;

    /** What a value is. */
    enum Kind {
        INTEGER,
        FRACTION,
        TEXT,
        BOOLEAN
    }

    private final String path;
    private final Map<Kind, Integer> kinds = new EnumMap<>(Kind.class);
    private final Map<String, Integer> values = new TreeMap<>();
    private final TimeForms times = new TimeForms();
    private int present;
    private int numericTexts;
    private int keys;
    private double smallest = Double.POSITIVE_INFINITY;
    private double largest = Double.NEGATIVE_INFINITY;

    PathFacts(String path) {
        this.path = path;
    }

    /** Looks at a value that is neither null nor an object nor an array. */
    void add(SampledEvent event, JsonNode value) {
        present++;
        Kind kind = kind(value);
        kinds.merge(kind, 1, Integer::sum);
        String text = value.asText();
        if (values.size() < REMEMBERED) {
            values.merge(text, 1, Integer::sum);
        }
        if (value.isNumber()) {
            smallest = Math.min(smallest, value.doubleValue());
            largest = Math.max(largest, value.doubleValue());
        }
        if (kind == Kind.TEXT && isNumber(text)) {
            numericTexts++;
        }
        keys += text.equals(event.key()) ? 1 : 0;
        times.add(value);
    }

    private static Kind kind(JsonNode value) {
        if (value.isBoolean()) {
            return Kind.BOOLEAN;
        }
        if (value.isTextual()) {
            return Kind.TEXT;
        }
        return value.isIntegralNumber() ? Kind.INTEGER : Kind.FRACTION;
    }

    private static boolean isNumber(String text) {
        return text.matches("[+-]?\\d+(\\.\\d+)?([eE][+-]?\\d+)?");
    }

    String path() {
        return path;
    }

    /** The last step of the path. */
    String name() {
        return EventPaths.lastName(path);
    }

    /** In how many events it has a value. */
    int present() {
        return present;
    }

    int distinct() {
        return values.size();
    }

    /** The values, sorted, each with how often it was seen. */
    Map<String, Integer> values() {
        return values;
    }

    /** In how many events it was the record's key. */
    int timesKey() {
        return keys;
    }

    boolean isOnly(Kind... wanted) {
        int found = 0;
        for (Kind kind : wanted) {
            found += kinds.getOrDefault(kind, 0);
        }
        return present > 0 && found == present;
    }

    boolean isNumber() {
        return isOnly(Kind.INTEGER, Kind.FRACTION);
    }

    /** Texts that are numbers, all of them. */
    boolean isNumericText() {
        return isOnly(Kind.TEXT) && numericTexts == present;
    }

    /** The form of time that all values have. */
    Optional<TimeForms.Form> time() {
        return times.form();
    }

    OptionalDouble smallest() {
        return smallest <= largest ? OptionalDouble.of(smallest) : OptionalDouble.empty();
    }

    OptionalDouble largest() {
        return smallest <= largest ? OptionalDouble.of(largest) : OptionalDouble.empty();
    }
}
