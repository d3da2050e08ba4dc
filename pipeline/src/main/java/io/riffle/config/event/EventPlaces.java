package io.riffle.config.event;

import io.riffle.config.event.EventConfig.Identity;
import io.riffle.config.event.EventPath.Member;
import io.riffle.settings.Violations;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Rules about where the parts of an event are: together, they must be possible. */
final class EventPlaces {
    /**
     * A path from the top, and the key that declares it.
     *
     * @param counted whether the elements at its end may be anything, because they are counted only
     */
    private record Declared(String key, EventPath path, boolean counted) {
        Declared(String key, EventPath path) {
            this(key, path, false);
        }

        /** Whether there can be no event with both: an object, an array and a value exclude each other. */
        boolean contradicts(Declared other) {
            int shared = Math.min(path.steps().size(), other.path.steps().size());
            for (int level = 0; level < shared; level++) {
                EventPath.Step step = path.steps().get(level);
                EventPath.Step otherStep = other.path.steps().get(level);
                if (step instanceof Member != otherStep instanceof Member) {
                    return true;
                }
                if (!step.equals(otherStep)) {
                    return false;
                }
            }
            int further = path.steps().size() - other.path.steps().size();
            return further > 0 ? !other.counted : further < 0 && !counted;
        }
    }

    private EventPlaces() {}

    static void check(Identity identity, boolean partitionedByEntity, Violations violations) {
        violations.check(
                !(identity.entity().place() instanceof EventPlace.Position),
                "entity.from",
                "must be value, key or header",
                "position");
        boolean insideKey = identity.entity().place() instanceof EventPlace.InKey key
                && key.path().isPresent();
        violations.check(
                !(partitionedByEntity && insideKey),
                "partitioned-by-entity",
                "must be false where the entity is inside of the key, which is not the entity then",
                true);
        checkSingle("id", identity.id().place(), violations);
        checkSingle("entity", identity.entity().place(), violations);
        identity.time().place().ifPresent(place -> checkSingle("time", place, violations));
    }

    private static void checkSingle(String key, EventPlace place, Violations violations) {
        Optional<EventPath> path = place instanceof EventPlace.InKey inKey ? inKey.path() : place.valuePath();
        path.ifPresent(each -> violations.check(!each.hasEach(), key, "must be one value, not []", each));
    }

    private static boolean isCounted(FieldConfig field) {
        return field.source().fold().filter(FieldSource.ArrayFold.COUNT::equals).isPresent();
    }

    /** What is a value in one place cannot be an object or an array in another. */
    static void checkPaths(Identity identity, Optional<String> fieldsIn, List<FieldConfig> fields) {
        Violations violations = Violations.in("event");
        List<Declared> declared = new ArrayList<>();
        identity.id().place().valuePath().ifPresent(path -> declared.add(new Declared("id", path)));
        identity.entity().place().valuePath().ifPresent(path -> declared.add(new Declared("entity", path)));
        identity.time()
                .place()
                .flatMap(EventPlace::valuePath)
                .ifPresent(path -> declared.add(new Declared("time.field", path)));
        Optional<EventPath> holder = fieldsIn.map(EventPath::parse);
        for (FieldConfig field : fields) {
            field.source()
                    .place()
                    .valuePath()
                    .map(path -> holder.map(path::below).orElse(path))
                    .ifPresent(path -> declared.add(new Declared("fields." + field.name(), path, isCounted(field))));
        }
        for (int i = 0; i < declared.size(); i++) {
            Declared one = declared.get(i);
            declared.subList(0, i).stream()
                    .filter(one::contradicts)
                    .forEach(other -> violations.add(
                            one.key(),
                            "must be possible beside " + other.key() + ": " + one.path() + " and " + other.path()
                                    + " cannot both be in an event"));
        }
        violations.throwIfAny();
    }
}
