package io.riffle.app;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A topic as the broker has it. */
record ExistingTopic(int partitions, int replication, Map<String, String> settings) {
    ExistingTopic {
        settings = Map.copyOf(settings);
    }

    /** Where this topic is not what a pipeline declares, for example {@code partitions 2, declared 4}. */
    List<String> differences(TopicSpec spec) {
        List<String> differences = new ArrayList<>();
        compare(differences, "partitions", partitions, spec.partitions());
        compare(differences, "replication", replication, spec.replication());
        new TreeMap<>(spec.settings())
                .forEach((name, wanted) -> compare(differences, name, number(settings.get(name)), number(wanted)));
        return differences;
    }

    /** Whether this topic offers less than declared, rather than more. */
    boolean isWeakerThan(TopicSpec spec) {
        return partitions < spec.partitions()
                || replication < spec.replication()
                || spec.settings().entrySet().stream()
                        .anyMatch(wanted -> isLess(number(settings.get(wanted.getKey())), number(wanted.getValue())));
    }

    private static void compare(List<String> differences, String what, long found, long declared) {
        if (found != declared) {
            differences.add(what + " " + found + ", declared " + declared);
        }
    }

    /** A retention of -1 keeps records for ever. */
    private static boolean isLess(long found, long declared) {
        return found != -1 && found < declared;
    }

    private static long number(@Nullable String text) {
        return text == null ? 0 : Long.parseLong(text);
    }
}
