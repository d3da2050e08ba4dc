package io.riffle.app.dlq;

import java.util.Set;

/**
 * Which dead letters are meant; an empty set or text means all.
 *
 * @param reasons such as {@code missing_field}
 * @param names {@code partition:offset}
 * @param key of the record
 */
public record LetterFilter(Set<String> reasons, Set<String> stages, Set<String> names, String key) {
    public LetterFilter {
        reasons = Set.copyOf(reasons);
        stages = Set.copyOf(stages);
        names = Set.copyOf(names);
    }

    public boolean accepts(DeadLetter letter) {
        return (reasons.isEmpty() || reasons.contains(letter.reason()))
                && (stages.isEmpty() || stages.contains(letter.stage()))
                && (names.isEmpty() || names.contains(letter.name()))
                && (key.isEmpty() || key.equals(letter.key()));
    }
}
