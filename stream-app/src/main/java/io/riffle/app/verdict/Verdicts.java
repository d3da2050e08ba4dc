package io.riffle.app.verdict;

import io.riffle.app.verdict.Rule.Observation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Applies the rules to one reading after the other, and remembers since when each found something. Thread-safe. */
public final class Verdicts {
    private final List<Rule> rules;
    private final Map<String, Long> firstSeen = new HashMap<>();
    private volatile Verdict latest = Verdict.WELL;

    /** With the built-in rules. */
    public Verdicts() {
        this(BuiltInRules.all());
    }

    Verdicts(List<Rule> rules) {
        this.rules = List.copyOf(rules);
    }

    public synchronized Verdict judge(Reading reading) {
        List<Finding> findings = new ArrayList<>();
        for (Rule rule : rules) {
            Optional<Observation> seen = rule.look().apply(reading);
            if (seen.isEmpty()) {
                firstSeen.remove(rule.name());
            } else {
                find(rule, seen.get(), reading.atMillis()).ifPresent(findings::add);
            }
        }
        latest = new Verdict(findings);
        return latest;
    }

    /** The verdict on the last reading; well before the first. */
    public Verdict latest() {
        return latest;
    }

    private Optional<Finding> find(Rule rule, Observation seen, long nowMillis) {
        long first = firstSeen.computeIfAbsent(rule.name(), unseen -> nowMillis);
        if (nowMillis - first < rule.patience().toMillis()) {
            return Optional.empty();
        }
        long since = seen.since().orElse(first);
        return Optional.of(new Finding(rule.name(), rule.severity(), seen.what(), rule.advice(), since));
    }
}
