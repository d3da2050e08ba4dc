package io.riffle.config.event;

/**
 * Where an event's id or its entity is, and what it may be. Numbers and booleans are the same as their text.
 *
 * @param type whether numbers with a fraction or an exponent are identifiers, too
 */
public record Identifier(EventPlace place, Type type) {
    /** What an identifier may be written as. */
    public enum Type {
        /** Text, an integer or a boolean. */
        EXACT,
        /** Any number, too: {@code 5.0} and {@code 5e0} are {@code 5}. */
        ANY
    }

    /** A path inside the value, as a file says it. */
    public static Identifier at(String path) {
        return new Identifier(EventPlace.value(path), Type.EXACT);
    }

    /** What a column of it is called beside an event: the path, the header's name, or {@code key}. */
    public String name() {
        return place instanceof EventPlace.InHeader header
                ? header.name()
                : place.valuePath().map(EventPath::text).orElse("key");
    }

    /** What it is called in messages: the path or the place. */
    public String text() {
        return place.text();
    }
}
