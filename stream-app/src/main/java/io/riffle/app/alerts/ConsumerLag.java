package io.riffle.app.alerts;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;

/** How far an instance is behind, from its consumers' own metrics. */
final class ConsumerLag {
    private ConsumerLag() {}

    /** Records of these topics that are not read yet; a partition of which nothing was fetched counts as none. */
    static long of(Map<MetricName, ? extends Metric> metrics, List<String> topics) {
        Set<String> names = topics.stream().map(ConsumerLag::tagged).collect(Collectors.toSet());
        Map<String, Double> lags = new HashMap<>();
        metrics.forEach((name, metric) -> {
            Map<String, String> tags = name.tags();
            String topic = tagged(tags.getOrDefault("topic", ""));
            if (name.name().equals("records-lag")
                    && names.contains(topic)
                    && metric.metricValue() instanceof Double lag
                    && Double.isFinite(lag)) {
                lags.merge(topic + " " + tags.get("partition"), lag, Math::max);
            }
        });
        return (long) lags.values().stream().mapToDouble(Double::doubleValue).sum();
    }

    /** Kafka writes a topic's dots as underscores in some metrics, and some metrics in both ways. */
    private static String tagged(String topic) {
        return topic.replace('.', '_');
    }
}
