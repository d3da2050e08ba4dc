package io.riffle.metrics.micrometer;

import static org.assertj.core.api.Assertions.assertThat;

import io.riffle.metrics.MetricSample;
import io.riffle.metrics.MetricSamples;
import io.riffle.metrics.ScoringMetrics;
import io.riffle.schema.DeadLetterReason;
import io.riffle.schema.Stage;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class PageSamplesTest {
    /** Whatever the dashboard shows must be what somebody finds under /metrics: same names, labels and numbers. */
    @Test
    void samples_areTheLinesOfThePage() {
        try (PrometheusMetrics metrics = new PrometheusMetrics("card-fraud")) {
            ScoringMetrics scoring = metrics.scoring();
            scoring.received(1234);
            scoring.predicted("1", "champion", 1000);
            scoring.deadLettered(Stage.DECODE, DeadLetterReason.MALFORMED, 34);
            scoring.stage(Stage.SCORE, 1_500_000);
            scoring.frame(17);
            scoring.latency(12);
            scoring.latency(70_000);

            String page = new String(metrics.scrape(PrometheusMetrics.contentType(null)), StandardCharsets.UTF_8);
            Set<String> lines = page.lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(PageSamplesTest::sorted)
                    .collect(Collectors.toCollection(TreeSet::new));

            assertThat(lines(metrics.samples(), lines)).isEqualTo(lines);
        }
    }

    private static Set<String> lines(MetricSamples samples, Set<String> page) {
        return page.stream()
                .map(line -> line.replaceFirst("[{ ].*", ""))
                .distinct()
                .flatMap(name -> samples.of(name).stream())
                .map(PageSamplesTest::line)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String line(MetricSample sample) {
        String labels = sample.labels().entrySet().stream()
                .map(label -> label.getKey() + "=\"" + label.getValue() + "\"")
                .sorted()
                .collect(Collectors.joining(","));
        return sample.name() + "{" + labels + "} " + sample.value();
    }

    private static String sorted(String line) {
        String labels = line.substring(line.indexOf('{') + 1, line.lastIndexOf('}'));
        String name = line.substring(0, line.indexOf('{'));
        String value = line.substring(line.lastIndexOf(' ') + 1);
        return name + "{" + List.of(labels.split(",")).stream().sorted().collect(Collectors.joining(",")) + "} "
                + Double.parseDouble(value);
    }
}
