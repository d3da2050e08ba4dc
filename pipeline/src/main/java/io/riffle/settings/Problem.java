package io.riffle.settings;

import java.util.Arrays;
import java.util.stream.Collectors;

/** What is wrong with one key. {@code key} is empty if the file as a whole is meant. */
public record Problem(Origin origin, String key, String message) {
    /**
     * One line, {@code config/card-fraud.yaml:12  batch.max-size  must be at least 1: was 0}, and below it the lines that
     * a message adds to show the place.
     */
    @Override
    public String toString() {
        String[] lines = message.split("\n", -1);
        lines[0] = origin + "  " + (key.isEmpty() ? "" : key + "  ") + lines[0];
        return Arrays.stream(lines).map(ShownText::escaped).collect(Collectors.joining("\n"));
    }
}
