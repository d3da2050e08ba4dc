package io.riffle.app.batch;

import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Why lines were not scored: how many for which reason, and the first of them. */
public final class Refusals {
    private final Map<String, Long> reasons = new TreeMap<>();
    private @Nullable OutputLine first;

    /** Takes a dead letter. */
    public void add(OutputLine letter) {
        reasons.merge(letter.refusal().reason(), 1L, Long::sum);
        if (first == null || letter.line() < first.line()) {
            first = letter;
        }
    }

    /** For example {@code missing_field 2, malformed 1; line 1: the field 'amount' must be there}; empty without any. */
    public String text() {
        if (first == null) {
            return "";
        }
        String counts = reasons.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .map(each -> each.getKey() + " " + each.getValue())
                .collect(Collectors.joining(", "));
        return counts + "; line " + (first.line() + 1) + ": " + first.refusal().message();
    }
}
