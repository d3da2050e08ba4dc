package io.riffle.app.verdict;

import io.riffle.app.verdict.Rule.Observation;
import io.riffle.schema.Severity;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/** The rules that hold for every pipeline. What is a matter of taste is left to declared alert rules. */
final class BuiltInRules {
    /** A share of fewer events than this may be chance. */
    private static final double ENOUGH_EVENTS = 20;

    private static final double BAD_SHARE = 0.05;
    private static final double TERRIBLE_SHARE = 0.5;
    private static final double LATE_SECONDS = 10;
    private static final double BEHIND_SECONDS = 60;
    private static final double BUSY = 0.95;
    private static final double OWN_SHARE = 0.5;
    private static final Duration AT_ONCE = Duration.ZERO;
    private static final Duration A_MOMENT = Duration.ofSeconds(15);
    private static final Duration A_WHILE = Duration.ofSeconds(30);

    private static final String RECEIVED = "riffle_events_received_total";
    private static final String DEAD_LETTERS = "riffle_dead_letters_total";
    private static final String DEGRADED = "riffle_degraded_total";

    private BuiltInRules() {}

    static List<Rule> all() {
        return List.of(
                new Rule(
                        "broker-silent",
                        Severity.HIGH,
                        AT_ONCE,
                        "Events wait in their topic and none is lost. Look at the broker and the way to it; the "
                                + "pipeline goes on by itself.",
                        BuiltInRules::brokerSilent),
                new Rule(
                        "stream-ended",
                        Severity.HIGH,
                        AT_ONCE,
                        "An error met every event. The log names it with its causes; restart the instance once the "
                                + "cause is gone.",
                        reading -> state(
                                reading, BuiltInRules::hasEnded, state -> "The stream has ended (" + state + ")")),
                new Rule(
                        "not-reading",
                        Severity.HIGH,
                        A_WHILE,
                        "It takes partitions over or restores its state from the changelogs. Minutes are usual for "
                                + "large histories; the log says how far it is.",
                        reading -> state(
                                reading,
                                BuiltInRules::isStarting,
                                state -> "No event is read: the stream is " + state)),
                new Rule(
                        "stuck",
                        Severity.HIGH,
                        A_WHILE,
                        "Events are there and none is read. Look for a transaction that blocks readers, for a stage "
                                + "that hangs (Stages below), and at the log.",
                        BuiltInRules::stuck),
                new Rule(
                        "events-topic",
                        Severity.HIGH,
                        AT_ONCE,
                        "See OPERATIONS, partitions: restart all instances once, so that every partition is read.",
                        reading -> reading.cause("events").map(Observation::of)),
                new Rule(
                        "rejecting-most",
                        Severity.HIGH,
                        A_MOMENT,
                        "Something has changed at a producer, or the pipeline's declaration does not fit. The reasons "
                                + "are below; `riffle dlq list` shows the events.",
                        reading ->
                                share(reading, DEAD_LETTERS, TERRIBLE_SHARE, Double.MAX_VALUE, "become dead letters")),
                new Rule(
                        "rejecting-some",
                        Severity.MEDIUM,
                        A_MOMENT,
                        "The reasons are below; `riffle dlq list` shows the events. Declared quality limits say more "
                                + "about each field.",
                        reading -> share(reading, DEAD_LETTERS, BAD_SHARE, TERRIBLE_SHARE, "become dead letters")),
                new Rule(
                        "profiles-away",
                        Severity.MEDIUM,
                        AT_ONCE,
                        "Events are scored with the declared defaults. Look at Redis; the pipeline goes on by itself.",
                        reading -> reading.cause("profiles")
                                .map(cause -> Observation.of("Profiles are not read: " + cause))),
                new Rule(
                        "degraded",
                        Severity.MEDIUM,
                        A_MOMENT,
                        "Answers were made with less than they should have had. The reasons are below.",
                        reading -> share(reading, DEGRADED, BAD_SHARE, Double.MAX_VALUE, "are answered degraded")),
                new Rule(
                        "falling-behind",
                        Severity.MEDIUM,
                        A_WHILE,
                        "More comes in than is scored. Stages below show where the time goes; more threads or "
                                + "instances, up to the number of partitions, share the load.",
                        BuiltInRules::fallingBehind),
                new Rule(
                        "late",
                        Severity.MEDIUM,
                        A_WHILE,
                        "Events are answered long after they were written. During a replay or after an outage that is "
                                + "so until the backlog is worked off.",
                        BuiltInRules::late),
                new Rule(
                        "model-refused",
                        Severity.MEDIUM,
                        AT_ONCE,
                        "What scored before goes on. Mend the version and deploy it again.",
                        reading -> reading.data("model", "refused")
                                .map(reason -> Observation.of("A deployment was refused: " + reason))),
                new Rule(
                        "hanging-transactions",
                        Severity.MEDIUM,
                        AT_ONCE,
                        "Readers of committed records cannot get past them. See OPERATIONS, hanging transactions.",
                        reading -> reading.cause("transactions").map(Observation::of)),
                new Rule(
                        "machine-busy",
                        Severity.LOW,
                        A_WHILE,
                        "The stages are not slow by themselves: other processes of this machine take its processors.",
                        BuiltInRules::machineBusy));
    }

    private static Optional<Observation> brokerSilent(Reading reading) {
        return reading.brokerSilentSince().isEmpty()
                ? Optional.empty()
                : Optional.of(new Observation("Kafka does not answer", reading.brokerSilentSince()));
    }

    private static Optional<Observation> state(
            Reading reading, Predicate<String> wrong, Function<String, String> sentence) {
        return reading.data("stream", "state").filter(wrong).map(state -> Observation.of(sentence.apply(state)));
    }

    private static boolean hasEnded(String state) {
        return state.equals("ERROR") || state.equals("PENDING_ERROR") || state.equals("NOT_RUNNING");
    }

    private static boolean isStarting(String state) {
        return state.equals("CREATED") || state.equals("REBALANCING");
    }

    private static Optional<Observation> stuck(Reading reading) {
        boolean running =
                reading.data("stream", "state").filter("RUNNING"::equals).isPresent();
        return running && reading.seconds() > 0 && reading.lag() > 0 && reading.growth(RECEIVED) == 0
                ? Optional.of(Observation.of(String.format(
                        Locale.ROOT, "%,.0f events wait in a partition, and none is read", reading.lag())))
                : Optional.empty();
    }

    private static Optional<Observation> share(
            Reading reading, String counter, double from, double below, String verb) {
        double events = reading.growth(RECEIVED);
        double share = Math.min(1, reading.growth(counter) / events);
        return events >= ENOUGH_EVENTS && share >= from && share < below
                ? Optional.of(Observation.of(String.format(Locale.ROOT, "%.0f %% of the events %s", 100 * share, verb)))
                : Optional.empty();
    }

    /** In time, not in records: what waits, at the rate at which it is read. */
    private static Optional<Observation> fallingBehind(Reading reading) {
        double rate = reading.growth(RECEIVED) / reading.seconds();
        double seconds = reading.lag() / rate;
        boolean grows = reading.lag() >= reading.before().max("kafka_consumer_fetch_manager_records_lag_max");
        return seconds >= BEHIND_SECONDS && Double.isFinite(seconds) && grows
                ? Optional.of(Observation.of(String.format(
                        Locale.ROOT, "%,.0f events wait in a partition, %.0f s of work", reading.lag(), seconds)))
                : Optional.empty();
    }

    private static Optional<Observation> late(Reading reading) {
        double p99 = reading.now().quantile(0.99, "riffle_latency_seconds", reading.before());
        return p99 >= LATE_SECONDS
                ? Optional.of(Observation.of(String.format(
                        Locale.ROOT,
                        "One of a hundred events is answered later than %.0f s after it was written",
                        p99)))
                : Optional.empty();
    }

    private static Optional<Observation> machineBusy(Reading reading) {
        double system = reading.now().max("system_cpu_usage");
        double own = reading.now().max("process_cpu_usage");
        return system >= BUSY && own < OWN_SHARE * system
                ? Optional.of(Observation.of(String.format(
                        Locale.ROOT,
                        "The machine is busy: %.0f %%, of which the pipeline takes %.0f %%",
                        100 * system,
                        100 * own)))
                : Optional.empty();
    }
}
