package io.riffle.app.init;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Which place in the events is which input of a model, by their names.
 *
 * @param found inputs by path
 * @param missing inputs without a place, each with why
 */
record InputMatch(Map<String, String> found, Map<String, String> missing) {
    static InputMatch of(EventSurvey survey, List<String> inputs) {
        Map<String, String> found = new LinkedHashMap<>();
        Map<String, String> missing = new LinkedHashMap<>();
        for (String input : inputs) {
            List<PathFacts> places = places(survey, input);
            if (places.size() == 1) {
                found.put(places.get(0).path(), input);
            } else {
                missing.put(
                        input,
                        places.isEmpty()
                                ? "no place in the events is called so"
                                : "several places are called so: "
                                        + places.stream().map(PathFacts::path).collect(Collectors.joining(", ")));
            }
        }
        return new InputMatch(found, missing);
    }

    /** Those whose whole path is the name, or else those whose last step is. */
    private static List<PathFacts> places(EventSurvey survey, String input) {
        String wanted = EventPaths.folded(input);
        List<PathFacts> whole = survey.places().stream()
                .filter(place -> EventPaths.folded(place.path()).equals(wanted))
                .toList();
        if (!whole.isEmpty()) {
            return whole;
        }
        return survey.places().stream()
                .filter(place -> EventPaths.folded(place.name()).equals(wanted))
                .toList();
    }
}
