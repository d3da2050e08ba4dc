package io.riffle.metrics.micrometer;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Counters of one name whose labels become known while running. Each is asked from the registry once: a look-up there
 * builds a name, sorts tags and runs filters, a look-up here is one hash.
 */
final class LabelledCounters {
    private final MeterRegistry registry;
    private final String name;
    private final String help;
    private final List<String> labels;
    private final Map<List<String>, Counter> counters = new ConcurrentHashMap<>();

    LabelledCounters(MeterRegistry registry, String name, String help, String... labels) {
        this.registry = registry;
        this.name = name;
        this.help = help;
        this.labels = List.of(labels);
    }

    Counter counter(String value) {
        return counters.computeIfAbsent(List.of(value), this::register);
    }

    Counter counter(String first, String second) {
        return counters.computeIfAbsent(List.of(first, second), this::register);
    }

    private Counter register(List<String> values) {
        Counter.Builder builder = Counter.builder(name).description(help);
        for (int i = 0; i < labels.size(); i++) {
            builder.tag(labels.get(i), values.get(i));
        }
        return builder.register(registry);
    }
}
