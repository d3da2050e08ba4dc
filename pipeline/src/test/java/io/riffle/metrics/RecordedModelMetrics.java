package io.riffle.metrics;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** The in-memory twin of the model metrics: sums by {@code <name>{model,version,variant}}. Thread-safe. */
public final class RecordedModelMetrics implements ModelMetrics {
    private final Map<String, LongAdder> sums = new ConcurrentHashMap<>();

    /** A sum, 0 if nothing was counted. */
    public long sum(String name, String version, String variant) {
        LongAdder sum = sums.get(name + "{" + version + "," + variant + "}");
        return sum == null ? 0 : sum.sum();
    }

    /** Everything that was counted, to read in a failed test. */
    public Map<String, Long> all() {
        Map<String, Long> all = new TreeMap<>();
        sums.forEach((key, sum) -> all.put(key, sum.sum()));
        return all;
    }

    @Override
    public Variant of(String model, String version, String variant) {
        String labels = "{" + version + "," + variant + "}";
        return new Variant() {
            @Override
            public void batch(int rows, int failed, long nanoseconds) {
                add("batches" + labels, 1);
                add("requests" + labels, rows);
                add("errors" + labels, failed);
                add("nanoseconds" + labels, nanoseconds);
            }

            @Override
            public void scores(double[] scores, int rows) {
                add("scores" + labels, rows);
            }
        };
    }

    @Override
    public void shadowSkipped(String version, int rows) {
        add("skipped", rows);
    }

    /** Rows that no shadow scored. */
    public long skipped() {
        return all().getOrDefault("skipped", 0L);
    }

    private void add(String key, long count) {
        sums.computeIfAbsent(key, absent -> new LongAdder()).add(count);
    }
}
