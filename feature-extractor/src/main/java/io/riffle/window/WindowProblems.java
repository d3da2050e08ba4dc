package io.riffle.window;

import io.riffle.feature.Feature;
import io.riffle.feature.FeatureSchema;
import io.riffle.feature.FeatureSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** What is wrong with a declared window: one message per broken rule, none if it can be kept. */
public final class WindowProblems {
    /** Each bucket is read for every event of an entity, so their number bounds the time that an event costs. */
    public static final int MOST_BUCKETS = 256;

    public static final Duration SHORTEST_BUCKET = Duration.ofSeconds(1);

    private static final Set<Aggregate> FOR_TEXT =
            EnumSet.of(Aggregate.COUNT, Aggregate.DISTINCT, Aggregate.SINCE_LAST);

    private WindowProblems() {}

    public static List<String> in(WindowSpec window, FeatureSchema schema) {
        List<String> problems = new ArrayList<>();
        checkLengths(window, problems);
        checkAggregates(window, problems);
        checkField(window, schema, problems);
        return problems;
    }

    private static void checkLengths(WindowSpec window, List<String> problems) {
        Duration over = window.over();
        if (over.compareTo(WindowSpec.SHORTEST) < 0 || over.compareTo(WindowSpec.LONGEST) > 0) {
            problems.add("over must be from " + WindowSpec.SHORTEST + " to " + WindowSpec.LONGEST + ": was " + over
                    + where(window));
            return;
        }
        Duration every = window.every();
        if (every.compareTo(SHORTEST_BUCKET) < 0 || over.toMillis() % every.toMillis() != 0) {
            problems.add("every must be at least " + SHORTEST_BUCKET + " and divide over: was " + every + " of " + over
                    + where(window));
            return;
        }
        if (over.dividedBy(every) > MOST_BUCKETS) {
            problems.add("over must be at most " + MOST_BUCKETS + " times every: was " + over.dividedBy(every)
                    + " times" + where(window));
        }
    }

    private static void checkAggregates(WindowSpec window, List<String> problems) {
        if (window.aggregates().isEmpty()) {
            problems.add("aggregates must name at least one: none given" + where(window));
        }
        Set<Aggregate> seen = EnumSet.noneOf(Aggregate.class);
        for (Aggregate aggregate : window.aggregates()) {
            if (!seen.add(aggregate)) {
                problems.add("an aggregate must be named once: " + aggregate + " is named twice" + where(window));
            }
        }
    }

    private static void checkField(WindowSpec window, FeatureSchema schema, List<String> problems) {
        int column = schema.column(window.of());
        if (column < 0 || schema.feature(column).source() != FeatureSource.EVENT) {
            problems.add("of must name a declared event field: was '" + window.of() + "'" + where(window));
            return;
        }
        Feature field = schema.feature(column);
        for (Aggregate aggregate : window.aggregates()) {
            if (field.type().isText() && !FOR_TEXT.contains(aggregate)) {
                problems.add("a window of a " + field.type()
                        + " field must ask for count, distinct or since_last: asks for " + aggregate + where(window));
            }
        }
    }

    private static String where(WindowSpec window) {
        return " (window " + window.name() + ")";
    }
}
