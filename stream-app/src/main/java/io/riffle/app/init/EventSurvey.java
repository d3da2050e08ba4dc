package io.riffle.app.init;

import com.fasterxml.jackson.databind.JsonNode;
import io.riffle.app.process.UserProblem;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What is in a sample of events: each place with a value, in the order in which it was met. */
public final class EventSurvey {
    private static final int MOST_PATHS = 2_000;
    private static final double COMMON = 0.1;
    private static final double ALIKE = 0.5;

    private final Map<String, PathFacts> facts = new LinkedHashMap<>();
    private final Map<Set<String>, Integer> shapes = new HashMap<>();
    private final Set<String> arrays = new TreeSet<>();
    private int events;
    private int keys;

    private EventSurvey() {}

    /**
     * Looks at a sample.
     *
     * @param source what it is from, for messages
     * @throws UserProblem if there is nothing to look at, or two kinds of events are mixed
     */
    public static EventSurvey of(String source, List<SampledEvent> sample) throws UserProblem {
        if (sample.isEmpty()) {
            throw new UserProblem(source + " must have events, for a pipeline is proposed from them: it is empty");
        }
        EventSurvey survey = new EventSurvey();
        for (SampledEvent event : sample) {
            survey.add(event);
        }
        survey.requireOneKind(source);
        return survey;
    }

    private void add(SampledEvent event) {
        events++;
        keys += event.key() == null ? 0 : 1;
        Set<String> shape = new TreeSet<>();
        walk(event, "", event.value(), shape);
        shapes.merge(shape, 1, Integer::sum);
    }

    private void walk(SampledEvent event, String path, JsonNode value, Set<String> shape) {
        if (value.isObject()) {
            value.properties()
                    .forEach(each -> walk(event, EventPaths.child(path, each.getKey()), each.getValue(), shape));
        } else if (value.isArray()) {
            arrays.add(path);
        } else if (facts.size() < MOST_PATHS || facts.containsKey(path)) {
            shape.add(path);
            PathFacts place = facts.computeIfAbsent(path, PathFacts::new);
            if (!value.isNull()) {
                place.add(event, value);
            }
        }
    }

    /** Two shapes that are common and have little to do with each other are two kinds of events. */
    private void requireOneKind(String source) throws UserProblem {
        List<Set<String>> common = shapes.entrySet().stream()
                .filter(each -> each.getValue() >= Math.max(2, COMMON * events))
                .map(Map.Entry::getKey)
                .toList();
        for (Set<String> one : common) {
            for (Set<String> other : common) {
                if (likeness(one, other) < ALIKE) {
                    throw new UserProblem(source + " must hold one kind of event: has some with " + names(one)
                            + ", and some with " + names(other) + ". Split them into topics of their own");
                }
            }
        }
    }

    /** The share of what both have in what either has. */
    private static double likeness(Set<String> one, Set<String> other) {
        Set<String> either = new TreeSet<>(one);
        either.addAll(other);
        Set<String> both = new TreeSet<>(one);
        both.retainAll(other);
        return either.isEmpty() ? 1 : (double) both.size() / either.size();
    }

    private static String names(Set<String> paths) {
        String shown = paths.stream().limit(5).collect(Collectors.joining(", "));
        return paths.size() > 5 ? shown + ", ..." : shown;
    }

    int events() {
        return events;
    }

    /** Whether every record has a key. */
    boolean hasKeys() {
        return keys == events;
    }

    Collection<PathFacts> places() {
        return facts.values();
    }

    Optional<PathFacts> place(String path) {
        return Optional.ofNullable(facts.get(path));
    }

    /** Paths of arrays, whose elements are not looked at. */
    List<String> arrays() {
        return new ArrayList<>(arrays);
    }

    /** Whether it has a value in each event. */
    boolean isAlways(PathFacts place) {
        return place.present() == events;
    }
}
