package io.riffle.settings;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds what somebody probably meant. */
public final class NearestKey {
    private NearestKey() {}

    /** The candidate with the fewest edits, where those are at most a third of the key's length (but at least 2). */
    public static Optional<String> to(String key, Collection<String> candidates) {
        int most = Math.max(2, key.length() / 3);
        return candidates.stream()
                .filter(candidate -> distance(key, candidate) <= most)
                .min(Comparator.comparingInt((String candidate) -> distance(key, candidate))
                        .thenComparing(Comparator.naturalOrder()));
    }

    /** For the end of a message, for example {@code ", did you mean 'score'?"}; empty if no candidate is near. */
    public static String hint(String key, Collection<String> candidates) {
        return to(key, candidates)
                .map(nearest -> ", did you mean '" + nearest + "'?")
                .orElse("");
    }

    /** Edit distance (Levenshtein), ignoring case; two rows of the usual table suffice. */
    static int distance(String left, String right) {
        String from = left.toLowerCase(Locale.ROOT);
        String to = right.toLowerCase(Locale.ROOT);
        int[] previous = new int[to.length() + 1];
        for (int column = 0; column <= to.length(); column++) {
            previous[column] = column;
        }
        for (int row = 1; row <= from.length(); row++) {
            int[] current = new int[to.length() + 1];
            current[0] = row;
            for (int column = 1; column <= to.length(); column++) {
                int replaced = previous[column - 1] + (from.charAt(row - 1) == to.charAt(column - 1) ? 0 : 1);
                current[column] = Math.min(replaced, 1 + Math.min(previous[column], current[column - 1]));
            }
            previous = current;
        }
        return previous[to.length()];
    }
}
