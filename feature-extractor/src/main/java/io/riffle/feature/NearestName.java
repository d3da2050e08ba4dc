package io.riffle.feature;

import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;

/** What the user probably meant: the known name with the smallest Levenshtein distance, the first by alphabet of equals. */
public final class NearestName {
    private NearestName() {}

    /** The nearest of the known names, of which there must be at least one. */
    public static String to(String name, Collection<String> known) {
        return known.stream()
                .min(Comparator.comparingInt((String candidate) -> distance(name, candidate))
                        .thenComparing(Comparator.naturalOrder()))
                .orElseThrow();
    }

    private static int distance(String left, String right) {
        int[] above = new int[right.length() + 1];
        Arrays.setAll(above, i -> i);
        for (int i = 1; i <= left.length(); i++) {
            int[] current = new int[above.length];
            current[0] = i;
            for (int j = 1; j < current.length; j++) {
                int replaced = above[j - 1] + (left.charAt(i - 1) == right.charAt(j - 1) ? 0 : 1);
                current[j] = Math.min(replaced, 1 + Math.min(above[j], current[j - 1]));
            }
            above = current;
        }
        return above[right.length()];
    }
}
