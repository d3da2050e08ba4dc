package io.riffle.app.topic;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.TopicConfig;
import org.jspecify.annotations.Nullable;

/** A topic as the broker has it. */
public record ExistingTopic(int partitions, int replication, Map<String, String> settings) {
    private static final Pattern NUMBER = Pattern.compile("-?\\d+");

    public ExistingTopic {
        settings = Map.copyOf(settings);
    }

    /** Where this topic is not what a pipeline declares, for example {@code partitions 2, declared 4}. */
    public List<String> differences(TopicSpec spec) {
        List<String> differences = new ArrayList<>();
        compare(differences, "partitions", partitions, spec.partitions());
        compare(differences, "replication", replication, spec.replication());
        new TreeMap<>(spec.settings())
                .forEach((name, wanted) -> compare(differences, name, settings.getOrDefault(name, "none"), wanted));
        return differences;
    }

    /** Whether this topic offers less than declared, rather than more. */
    public boolean isWeakerThan(TopicSpec spec) {
        return partitions < spec.partitions()
                || replication < spec.replication()
                || spec.settings().entrySet().stream()
                        .anyMatch(wanted -> isLess(settings.get(wanted.getKey()), wanted.getValue()));
    }

    /** Whether each record waits for more replicas than there are: no writer that waits for all of them ever succeeds. */
    boolean takesNothing() {
        String least = settings.getOrDefault(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG, "");
        return NUMBER.matcher(least).matches() && replication < Long.parseLong(least);
    }

    private static void compare(List<String> differences, String what, Object found, Object declared) {
        if (!found.equals(declared)) {
            differences.add(what + " " + found + ", declared " + declared);
        }
    }

    /** A retention of -1 keeps records for ever; of a policy every other one is less: it loses what must stay. */
    private static boolean isLess(@Nullable String found, String declared) {
        if (!NUMBER.matcher(declared).matches()) {
            return !declared.equals(found);
        }
        long offered = found == null ? 0 : Long.parseLong(found);
        return offered != -1 && offered < Long.parseLong(declared);
    }
}
