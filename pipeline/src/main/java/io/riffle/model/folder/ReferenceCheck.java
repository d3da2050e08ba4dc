package io.riffle.model.folder;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;

/**
 * What keeps a reference profile from being one. Nothing of it is wrong enough to refuse a model that scores well: it is
 * told where a version is registered, shown, tried and first compared with.
 */
public final class ReferenceCheck {
    private static final Duration SHORTEST = Duration.ofDays(1);
    private static final Duration OLDEST = Duration.ofDays(90);

    private final ReferenceProfile reference;
    private final List<String> problems = new ArrayList<>();

    private ReferenceCheck(ReferenceProfile reference) {
        this.reference = reference;
    }

    /**
     * One line each, what must hold first; empty for a reference that is one.
     *
     * @param now what the reference is to be compared with happens from now on
     */
    public static List<String> problems(ReferenceProfile reference, Instant now) {
        ReferenceCheck check = new ReferenceCheck(reference);
        new TreeMap<>(reference.numbers()).forEach(check::number);
        reference.score().ifPresent(score -> check.number("score", score));
        new TreeMap<>(reference.categories()).forEach(check::category);
        reference.labels().ifPresent(labels -> check.category("labels", labels));
        check.ranges();
        reference.period().ifPresent(period -> check.period(period, now));
        return List.copyOf(check.problems);
    }

    private void number(String name, NumberBins bins) {
        long counted = total(bins.counts());
        sum(name, counted + bins.missing());
        if (counted == 0) {
            problems.add(name + " must have rows with a value: has none");
        } else if (bins.edges().isEmpty()) {
            problems.add(name + " must have edges: has none, so no value differs from another");
        } else if (counted < bins.counts().size()) {
            problems.add(name + " must have more rows than bins: has " + counted + " rows in "
                    + bins.counts().size() + " bins");
        }
    }

    private void category(String name, CategoryCounts counts) {
        long counted = total(counts.counts().values()) + counts.others();
        sum(name, counted + counts.missing());
        if (counted < counts.counts().size() + 1L) {
            problems.add(name + " must have more rows than categories: has " + counted + " rows in "
                    + counts.counts().size() + " categories");
        }
    }

    private void sum(String name, long rows) {
        if (reference.rows() > 0 && rows != reference.rows()) {
            problems.add(name + " must have the " + reference.rows() + " rows of the reference: has " + rows);
        }
    }

    /** As profiles were written that knew quantiles alone. */
    private void ranges() {
        List<String> open = new TreeMap<>(reference.numbers())
                .entrySet().stream()
                        .filter(number -> isOpen(number.getValue()))
                        .map(number -> number.getKey())
                        .toList();
        if (!open.isEmpty()) {
            problems.add(
                    "numbers must begin and end with a bin without rows, below the least and above the greatest value:"
                            + " " + String.join(", ", open) + " cannot tell a value out of range");
        }
    }

    private static boolean isOpen(NumberBins bins) {
        List<Long> counts = bins.counts();
        return counts.size() > 1 && (counts.get(0) > 0 || counts.get(counts.size() - 1) > 0);
    }

    private void period(ReferencePeriod period, Instant now) {
        if (period.length().compareTo(SHORTEST) < 0) {
            problems.add("the reference must span a day: spans " + period.from() + " to " + period.to()
                    + ", and other hours will differ from it");
        }
        if (period.to().isAfter(now)) {
            problems.add("the reference must be of the past: ends " + period.to());
        }
        Duration age = Duration.between(period.to(), now);
        if (age.compareTo(OLDEST) > 0) {
            problems.add(
                    "the reference must be of the period before: ended " + age.toDays() + " days ago, " + period.to());
        }
    }

    private static long total(Collection<Long> counts) {
        return counts.stream().mapToLong(Long::longValue).sum();
    }
}
