package io.riffle.settings;

/** What is wrong with one key. {@code key} is empty where the file as a whole is meant. */
public record Problem(Origin origin, String key, String message) {
    /** One line: {@code config/card-fraud.yaml:12  batch.max-size  must be at least 1: was 0}. */
    @Override
    public String toString() {
        return ShownText.escaped(origin + "  " + (key.isEmpty() ? "" : key + "  ") + message);
    }
}
