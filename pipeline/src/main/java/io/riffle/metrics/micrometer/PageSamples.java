package io.riffle.metrics.micrometer;

import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.DistributionDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.Label;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.prometheus.metrics.model.snapshots.SummarySnapshot;
import io.riffle.metrics.MetricSample;
import io.riffle.metrics.MetricSamples;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Turns what a scrape collects into the lines that its page has, without writing and parsing the page. */
final class PageSamples {
    private final List<MetricSample> samples = new ArrayList<>();

    static MetricSamples of(MetricSnapshots snapshots) {
        PageSamples page = new PageSamples();
        snapshots.forEach(page::add);
        return new MetricSamples(page.samples);
    }

    private void add(MetricSnapshot snapshot) {
        String name = snapshot.getMetadata().getPrometheusName();
        if (snapshot instanceof CounterSnapshot counter) {
            counter.getDataPoints().forEach(point -> add(name + "_total", point.getLabels(), point.getValue()));
        } else if (snapshot instanceof GaugeSnapshot gauge) {
            gauge.getDataPoints().forEach(point -> add(name, point.getLabels(), point.getValue()));
        } else if (snapshot instanceof HistogramSnapshot histogram) {
            histogram.getDataPoints().forEach(point -> {
                addSums(name, point);
                addBuckets(name + "_bucket", point.getLabels(), point.getClassicBuckets());
            });
        } else if (snapshot instanceof SummarySnapshot summary) {
            summary.getDataPoints().forEach(point -> addSums(name, point));
        }
    }

    private void addSums(String name, DistributionDataPointSnapshot point) {
        add(name + "_count", point.getLabels(), (double) point.getCount());
        add(name + "_sum", point.getLabels(), point.getSum());
    }

    /** On the page a bucket holds all below its bound as well. */
    private void addBuckets(String name, Labels labels, ClassicHistogramBuckets buckets) {
        long below = 0;
        for (int i = 0; i < buckets.size(); i++) {
            below += buckets.getCount(i);
            double bound = buckets.getUpperBound(i);
            add(name, labels.add("le", Double.isInfinite(bound) ? "+Inf" : Double.toString(bound)), (double) below);
        }
    }

    private void add(String name, Labels labels, double value) {
        Map<String, String> values = new HashMap<>();
        for (Label label : labels) {
            values.put(label.getName(), label.getValue());
        }
        samples.add(new MetricSample(name, values, value));
    }
}
