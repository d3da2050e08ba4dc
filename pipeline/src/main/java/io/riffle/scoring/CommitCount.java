package io.riffle.scoring;

import java.util.Map;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.jspecify.annotations.Nullable;

/** How often this stream thread has committed, as Kafka Streams counts it: a processor is not told of commits. */
final class CommitCount {
    private final Map<MetricName, ? extends Metric> metrics;
    private @Nullable Metric total;
    private boolean sought;

    CommitCount(Map<MetricName, ? extends Metric> metrics) {
        this.metrics = metrics;
    }

    /** NaN if it is not counted. */
    double get() {
        if (!sought) {
            sought = true;
            total = find();
        }
        return total != null && total.metricValue() instanceof Double count ? count : Double.NaN;
    }

    private @Nullable Metric find() {
        String thread = Thread.currentThread().getName();
        for (Map.Entry<MetricName, ? extends Metric> each : metrics.entrySet()) {
            MetricName name = each.getKey();
            if (name.name().equals("commit-total") && thread.equals(name.tags().get("thread-id"))) {
                return each.getValue();
            }
        }
        return null;
    }
}
