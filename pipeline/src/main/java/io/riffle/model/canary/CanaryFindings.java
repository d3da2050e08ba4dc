package io.riffle.model.canary;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What the guards find in one look: figures, what ends the canary, and what keeps it where it is. */
final class CanaryFindings {
    private final Map<String, Object> figures = new LinkedHashMap<>();
    private final List<String> failures = new ArrayList<>();
    private final List<String> doubts = new ArrayList<>();

    void figure(String name, Object value) {
        figures.put(name, value);
    }

    /** It is surely beyond a limit. */
    void fails(String format, Object... values) {
        failures.add(String.format(Locale.ROOT, format, values));
    }

    /** It is not surely beyond a limit, nor is it surely not. */
    void doubts(String format, Object... values) {
        doubts.add(String.format(Locale.ROOT, format, values));
    }

    Map<String, Object> figures() {
        return figures;
    }

    List<String> failures() {
        return failures;
    }

    List<String> doubts() {
        return doubts;
    }
}
