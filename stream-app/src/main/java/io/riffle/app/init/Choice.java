package io.riffle.app.init;

import java.util.Optional;

/**
 * What is proposed for one setting.
 *
 * @param yaml the setting's value
 * @param place that it is read from; empty if that is not a place in the value
 * @param why in words, for a comment
 */
record Choice(String yaml, Optional<PathFacts> place, String why) {
    static Choice of(PathFacts place, String why) {
        return new Choice(place.path(), Optional.of(place), why);
    }

    boolean is(PathFacts other) {
        return place.filter(other::equals).isPresent();
    }
}
