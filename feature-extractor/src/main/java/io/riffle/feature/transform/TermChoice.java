package io.riffle.feature.transform;

import io.riffle.feature.TransformParameters;
import io.riffle.feature.fit.TermCounts;
import io.riffle.feature.fit.TermCounts.TermCount;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which terms of the recorded texts become values, as scikit-learn chooses them. A bound is a number of texts, or a
 * share of them if it is written with a fraction.
 *
 * @param least {@code min-df}: a term must occur in so many texts
 * @param most {@code max-df}: and in no more than so many
 * @param features {@code max-features}: of those, the ones that occur most often
 */
record TermChoice(Number least, Number most, int features) {
    static final String[] PARAMETERS = {"min-df", "max-df", "max-features"};

    static TermChoice read(TransformParameters parameters) {
        return new TermChoice(
                bound(parameters, "min-df", 1L),
                bound(parameters, "max-df", 1.0),
                parameters.has("max-features")
                        ? parameters.wholeNumber("max-features", 1, Integer.MAX_VALUE)
                        : Integer.MAX_VALUE);
    }

    /** The chosen terms by code point. */
    Map<String, TermCount> choose(TermCounts terms) {
        double from = bound(least, terms.texts());
        double to = bound(most, terms.texts());
        Map<String, TermCount> known = new LinkedHashMap<>(terms.sorted());
        known.values().removeIf(count -> count.texts() < from || count.texts() > to);
        if (known.size() > features) {
            Set<String> kept = known.entrySet().stream()
                    .sorted(Comparator.comparingLong(entry -> -entry.getValue().times()))
                    .limit(features)
                    .map(Map.Entry::getKey)
                    .collect(Collectors.toSet());
            known.keySet().retainAll(kept);
        }
        if (known.isEmpty()) {
            throw new IllegalArgumentException("at least one term must be learned: none of "
                    + terms.sorted().size() + " in " + terms.texts() + " texts lies between min-df " + least
                    + " and max-df " + most);
        }
        return known;
    }

    private static double bound(Number bound, long texts) {
        return bound instanceof Long ? bound.doubleValue() : bound.doubleValue() * texts;
    }

    private static Number bound(TransformParameters parameters, String name, Number absent) {
        if (!parameters.has(name)) {
            return absent;
        }
        double number = parameters.number(name);
        boolean share = parameters.required(name) instanceof Double;
        if (number < 0 || (share && number > 1)) {
            throw parameters.mustBe(name, "a number of texts, or a share from 0.0 to 1.0", number);
        }
        if (share) {
            return number;
        }
        return (long) number;
    }
}
