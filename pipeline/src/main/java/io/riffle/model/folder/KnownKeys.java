package io.riffle.model.folder;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Finds the name that was probably meant. */
public record KnownKeys(Collection<String> names) {
    /** For a message, for example {@code ", did you mean 'score'?"}; empty where no name is near. */
    public String hint(String unknown) {
        return nearest(unknown).map(name -> ", did you mean '" + name + "'?").orElse("");
    }

    private Optional<String> nearest(String unknown) {
        int far = Math.max(2, unknown.length() / 2);
        return names.stream()
                .filter(name -> distance(name, unknown) <= far)
                .min(Comparator.comparingInt(name -> distance(name, unknown)));
    }

    /** Levenshtein's edit distance, two rows of its table at a time. */
    private static int distance(String left, String right) {
        int[] previous = new int[right.length() + 1];
        for (int j = 0; j <= right.length(); j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= left.length(); i++) {
            int[] current = new int[right.length() + 1];
            current[0] = i;
            for (int j = 1; j <= right.length(); j++) {
                int change = previous[j - 1] + (left.charAt(i - 1) == right.charAt(j - 1) ? 0 : 1);
                current[j] = Math.min(change, 1 + Math.min(previous[j], current[j - 1]));
            }
            previous = current;
        }
        return previous[right.length()];
    }
}
