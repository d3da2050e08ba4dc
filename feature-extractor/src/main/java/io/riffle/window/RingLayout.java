package io.riffle.window;

import io.riffle.feature.FeatureSchema;
import io.riffle.hash.TextHash;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The buckets that all windows over one field with one resolution share, and what each bucket stores: any of SUM, MIN,
 * MAX, STD (sum of squared differences from the mean) and DISTINCT (a sketch), besides the number of events.
 *
 * <p>Windows with different resolutions get their own rings even where one divides the other: a ring of 1-second
 * buckets that also answers for an hour would hold 3,600 of them instead of 60 + 60.
 *
 * @param every milliseconds that a bucket covers
 * @param buckets how many buckets, back from the one of the entity's newest event, are remembered
 */
record RingLayout(String of, int column, boolean text, long every, int buckets, Set<Aggregate> stored) {
    private static final Set<Aggregate> STORABLE =
            EnumSet.of(Aggregate.SUM, Aggregate.MIN, Aggregate.MAX, Aggregate.STD, Aggregate.DISTINCT);

    static final Set<Aggregate> NUMBERS = EnumSet.of(Aggregate.SUM, Aggregate.MIN, Aggregate.MAX, Aggregate.STD);

    /** The rings that the windows need, in declared order; a window that only asks SINCE_LAST needs none. */
    static List<RingLayout> of(List<WindowSpec> windows, FeatureSchema schema, Duration lateness) {
        Map<String, List<WindowSpec>> groups = new LinkedHashMap<>();
        for (WindowSpec window : windows) {
            if (needsRing(window)) {
                groups.computeIfAbsent(key(window), key -> new ArrayList<>()).add(window);
            }
        }
        return groups.values().stream()
                .map(group -> shared(group, schema, lateness))
                .toList();
    }

    static boolean needsRing(WindowSpec window) {
        return window.aggregates().stream().anyMatch(aggregate -> aggregate != Aggregate.SINCE_LAST);
    }

    boolean answers(WindowSpec window) {
        return needsRing(window)
                && of.equals(window.of())
                && every == window.every().toMillis();
    }

    boolean stores(Aggregate aggregate) {
        return stored.contains(aggregate);
    }

    boolean storesNumbers() {
        return stored.stream().anyMatch(NUMBERS::contains);
    }

    /** The same ring with other aggregates in its buckets: what it may have stored before its windows were changed. */
    List<RingLayout> variants() {
        List<RingLayout> variants = new ArrayList<>();
        List<Aggregate> all = List.copyOf(STORABLE);
        for (int chosen = 0; chosen < 1 << all.size(); chosen++) {
            Set<Aggregate> other = EnumSet.noneOf(Aggregate.class);
            for (int i = 0; i < all.size(); i++) {
                if ((chosen & 1 << i) != 0) {
                    other.add(all.get(i));
                }
            }
            variants.add(new RingLayout(of, column, text, every, buckets, other));
        }
        return variants;
    }

    /**
     * Tells what stored buckets hold. The windows' names and lengths do not belong to it: who renames a window or makes it
     * longer keeps what is there.
     */
    int fingerprint() {
        return (int) TextHash.of(of + '\n' + text + '\n' + every + '\n' + stored);
    }

    /** What the ring stores, in one line: how many buckets and which aggregates, of what. */
    String declaration() {
        return buckets + "\t" + stored.stream().map(Aggregate::name).collect(Collectors.joining(",")) + "\t"
                + subject();
    }

    /** What of a window of this ring must begin anew where rings with these declarations were stored before. */
    List<String> begunAnew(WindowSpec window, List<String> before) {
        for (String line : before) {
            String[] parts = line.split("\t", 3);
            if (parts.length == 3 && parts[2].equals(subject())) {
                return begunAnew(window, Integer.parseInt(parts[0]), List.of(parts[1].split(",")));
            }
        }
        return List.of(window.name());
    }

    private List<String> begunAnew(WindowSpec window, int remembered, List<String> aggregates) {
        List<String> anew = new ArrayList<>();
        for (Aggregate aggregate : window.aggregates()) {
            if (!needs(aggregate).stream().map(Aggregate::name).allMatch(aggregates::contains)) {
                anew.add(window.featureName(aggregate));
            }
        }
        if (window.over().toMillis() / every > remembered) {
            anew.add(window.name() + " (of " + window.over() + " are kept " + Duration.ofMillis(every * remembered)
                    + ")");
        }
        return anew;
    }

    private String subject() {
        return (text ? "text " : "number ") + of + " every " + Duration.ofMillis(every);
    }

    private static RingLayout shared(List<WindowSpec> group, FeatureSchema schema, Duration lateness) {
        WindowSpec first = group.get(0);
        int column = schema.column(first.of());
        long every = first.every().toMillis();
        long longest = group.stream()
                .mapToLong(window -> window.over().toMillis())
                .max()
                .orElseThrow();
        int buckets = (int) (longest / every + (lateness.toMillis() + every - 1) / every);
        Set<Aggregate> stored = EnumSet.noneOf(Aggregate.class);
        group.forEach(window -> window.aggregates().forEach(aggregate -> stored.addAll(needs(aggregate))));
        return new RingLayout(first.of(), column, schema.feature(column).type().isText(), every, buckets, stored);
    }

    private static String key(WindowSpec window) {
        return window.every().toMillis() + " " + window.of();
    }

    /** What buckets store to answer an aggregate. */
    static Set<Aggregate> needs(Aggregate aggregate) {
        return switch (aggregate) {
            case COUNT, SINCE_LAST -> EnumSet.noneOf(Aggregate.class);
            case SUM, MEAN -> EnumSet.of(Aggregate.SUM);
            case MIN -> EnumSet.of(Aggregate.MIN);
            case MAX -> EnumSet.of(Aggregate.MAX);
            case STD -> EnumSet.of(Aggregate.SUM, Aggregate.STD);
            case DISTINCT -> EnumSet.of(Aggregate.DISTINCT);
        };
    }
}
