package io.riffle.app.init;

import io.riffle.app.process.UserProblem;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How events are read, proposed from a survey.
 *
 * @param time empty if the record's timestamp is the event's time
 * @param missing inputs of the model for which no place was found, each with why
 */
public record EventProposal(
        EventSurvey survey,
        Choice id,
        Choice entity,
        Optional<Choice> time,
        List<FieldProposal> fields,
        Map<String, String> missing) {
    public EventProposal {
        fields = List.copyOf(fields);
        missing = new LinkedHashMap<>(missing);
    }

    /**
     * Proposes all of it.
     *
     * @param entity the place of the entity, if it is known
     * @param inputs names that the model reads; empty if it has none
     * @throws UserProblem if nothing says what events are about, or no place is what the model reads
     */
    public static EventProposal of(EventSurvey survey, Optional<String> entity, List<String> inputs)
            throws UserProblem {
        IdentityGuess guess = new IdentityGuess(survey);
        Choice id = guess.id();
        Choice about = guess.entity(entity, id);
        Optional<Choice> time = guess.time();
        InputMatch match = InputMatch.of(survey, inputs);
        if (!inputs.isEmpty() && match.found().isEmpty()) {
            throw new UserProblem("the model must read something that is in the events: it reads "
                    + String.join(", ", inputs.subList(0, Math.min(5, inputs.size())))
                    + (inputs.size() > 5 ? ", ..." : "") + ", and no place in them is called so");
        }
        List<FieldProposal> fields = new ArrayList<>();
        Set<String> names = new HashSet<>(match.found().values());
        for (PathFacts place : survey.places()) {
            String input = match.found().get(place.path());
            boolean identity = id.is(place)
                    || about.is(place)
                    || time.filter(each -> each.is(place)).isPresent();
            if (place.present() > 0 && (input != null || !identity)) {
                String name = input == null ? unused(EventPaths.featureName(place.path()), names) : input;
                fields.add(new FieldProposal(place, name, survey.isAlways(place), input != null));
            }
        }
        return new EventProposal(survey, id, about, time, fields, match.missing());
    }

    /** A name that nothing else has. */
    private static String unused(String wanted, Set<String> names) {
        String name = wanted;
        for (int i = 2; !names.add(name); i++) {
            name = wanted + "_" + i;
        }
        return name;
    }

    /** Whether the record's key is the entity, so that events need not be partitioned again. */
    boolean isKeyed() {
        return entity.place()
                .map(place -> place.timesKey() == survey.events())
                .orElse(entity.yaml().contains("key"));
    }
}
