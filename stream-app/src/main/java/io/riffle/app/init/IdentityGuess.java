package io.riffle.app.init;

import io.riffle.app.init.PathFacts.Kind;
import io.riffle.app.process.UserProblem;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Which places are the event's id, its entity and its time. */
final class IdentityGuess {
    private static final List<String> IDS = List.of(
            "eventid",
            "messageid",
            "transactionid",
            "txid",
            "requestid",
            "recordid",
            "paymentid",
            "orderid",
            "uuid",
            "guid",
            "id");
    private static final List<String> ENTITIES = List.of(
            "card",
            "customer",
            "user",
            "account",
            "client",
            "device",
            "sensor",
            "host",
            "machine",
            "vehicle",
            "driver",
            "merchant",
            "session",
            "member",
            "patient",
            "source",
            "src",
            "ip",
            "asset",
            "station",
            "meter");
    private static final List<String> TIMES = List.of(
            "eventtime",
            "timestamp",
            "eventtimestamp",
            "occurredat",
            "createdat",
            "created",
            "datetime",
            "time",
            "ts",
            "at",
            "date");

    /** Nearly all: a record of another producer among a thousand changes no guess. */
    private static final double NEARLY_ALL = 0.95;

    private final EventSurvey survey;

    IdentityGuess(EventSurvey survey) {
        this.survey = survey;
    }

    /** A place that is different in each event and called an id; else the record's position. */
    Choice id() {
        return survey.places().stream()
                .filter(survey::isAlways)
                .filter(place ->
                        place.isOnly(Kind.INTEGER, Kind.TEXT) && place.time().isEmpty())
                .filter(place -> place.distinct() == survey.events())
                .filter(place -> rank(place, IDS) < Integer.MAX_VALUE)
                .min(Comparator.comparingInt(place -> rank(place, IDS)))
                .map(place -> Choice.of(place, "different in each of " + survey.events() + " events"))
                .orElseGet(() -> new Choice(
                        "{from: position}",
                        Optional.empty(),
                        "no place is called an id and different in each event: topic, partition and offset"));
    }

    /**
     * The given place; else the one that is the record's key, or is called what events are about.
     *
     * @throws UserProblem if nothing is
     */
    Choice entity(Optional<String> given, Choice id) throws UserProblem {
        if (given.isPresent()) {
            return given(given.get());
        }
        Optional<PathFacts> key = survey.places().stream()
                .filter(place -> place.timesKey() >= NEARLY_ALL * survey.events())
                .findFirst();
        if (key.isPresent()) {
            return Choice.of(key.get(), "the record's key");
        }
        return survey.places().stream()
                .filter(survey::isAlways)
                .filter(place -> !id.is(place)
                        && place.isOnly(Kind.INTEGER, Kind.TEXT)
                        && place.time().isEmpty())
                .filter(place -> entityRank(place) < Integer.MAX_VALUE)
                .min(Comparator.comparingInt(this::entityRank))
                .map(place -> Choice.of(
                        place,
                        "guessed by its name: " + place.distinct() + " different in " + survey.events() + " events"))
                .or(this::key)
                .orElseThrow(
                        () -> new UserProblem("--entity must say what events are about (a card, a device, a user), "
                                + "for history is kept for it: no place looks like one; there are " + paths()));
    }

    private Choice given(String path) throws UserProblem {
        return survey.place(path)
                .map(place -> Choice.of(place, "as given"))
                .orElseThrow(() -> new UserProblem(
                        "--entity must be a place in the events: no event has " + path + "; there are " + paths()));
    }

    private Optional<Choice> key() {
        return survey.hasKeys()
                ? Optional.of(new Choice("{from: key}", Optional.empty(), "the record's key, which is in no field"))
                : Optional.empty();
    }

    private String paths() {
        return survey.places().stream().map(PathFacts::path).limit(20).collect(Collectors.joining(", "));
    }

    /** A place that is always a time, best by its name; empty if the record's timestamp must do. */
    Optional<Choice> time() {
        return survey.places().stream()
                .filter(survey::isAlways)
                .filter(place -> place.time().isPresent())
                .min(Comparator.comparingInt(place -> rank(place, TIMES)))
                .map(place -> Choice.of(
                        place, "from " + place.values().keySet().iterator().next()));
    }

    /** Its place in the list by the end of its name; {@code order.id} counts as {@code orderid}, too. */
    private static int rank(PathFacts place, List<String> names) {
        String last = EventPaths.folded(place.name());
        String whole = EventPaths.folded(place.path());
        for (int i = 0; i < names.size(); i++) {
            if (last.equals(names.get(i)) || whole.equals(names.get(i))) {
                return i;
            }
        }
        for (int i = 0; i < names.size(); i++) {
            if (last.endsWith(names.get(i))) {
                return names.size() + i;
            }
        }
        return Integer.MAX_VALUE;
    }

    /** Called like an entity, with {@code id} or {@code number} behind it or not; an id of its own comes first. */
    private int entityRank(PathFacts place) {
        String whole = EventPaths.folded(place.path());
        for (int i = 0; i < ENTITIES.size(); i++) {
            String entity = ENTITIES.get(i);
            if (whole.endsWith(entity + "id") || whole.endsWith(entity + "number") || whole.endsWith(entity + "no")) {
                return i;
            }
            if (EventPaths.folded(place.name()).equals(entity)) {
                return ENTITIES.size() + i;
            }
        }
        return Integer.MAX_VALUE;
    }
}
