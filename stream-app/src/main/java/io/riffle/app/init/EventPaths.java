package io.riffle.app.init;

import io.riffle.config.event.EventPath;
import java.util.List;
import java.util.Locale;

/** Places in events as {@code event} declares them, and the names that follow from them. */
final class EventPaths {
    private EventPaths() {}

    /** The path of a member of the object at {@code parent}, which is empty for the event itself. */
    static String child(String parent, String member) {
        EventPath step = EventPath.of(member);
        return (parent.isEmpty() ? step : step.below(EventPath.parse(parent))).text();
    }

    /** The name of the member that a path leads to. */
    static String lastName(String path) {
        List<EventPath.Step> steps = EventPath.parse(path).steps();
        return steps.get(steps.size() - 1) instanceof EventPath.Member member ? member.name() : path;
    }

    /** A name for formulas and models: the path with all that is no letter or digit as underscores. */
    static String featureName(String path) {
        String name = path.replaceAll("[^\\p{L}\\p{N}]+", "_").replaceAll("^_+|_+$", "");
        return name.isEmpty() || Character.isDigit(name.charAt(0)) ? "f_" + name : name;
    }

    /** What two spellings of one name share: {@code cardId}, {@code card_id} and {@code card.id}. */
    static String folded(String name) {
        return name.replaceAll("[^\\p{L}\\p{N}]", "").toLowerCase(Locale.ROOT);
    }
}
