package io.riffle.settings;

/** A rule that a value breaks; the message says what must hold and what was found. */
public record Violation(String key, String message) {
    @Override
    public String toString() {
        return key + " " + message;
    }
}
