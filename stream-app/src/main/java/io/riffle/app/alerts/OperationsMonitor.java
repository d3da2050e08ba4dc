package io.riffle.app.alerts;

import io.riffle.config.Pipeline;
import io.riffle.config.alerting.OperationsMeasure;
import io.riffle.config.alerting.SignalRule;
import io.riffle.config.alerting.Watched;
import io.riffle.metrics.OperationsTotals;
import io.riffle.topology.ScoringTopology;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.kafka.streams.KafkaStreams;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Measures this instance every ten seconds, beside the stream, and tells the signals topic what rules ask for. */
final class OperationsMonitor implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(OperationsMonitor.class);
    private static final Duration EVERY = Duration.ofSeconds(10);

    private final KafkaStreams streams;
    private final OperationsTotals totals;
    private final String events;
    private final List<String> lagging;
    private final OperationsReadings readings;
    private final SignalsWriter writer;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "operations");
        thread.setDaemon(true);
        return thread;
    });

    OperationsMonitor(
            Pipeline pipeline, KafkaStreams streams, OperationsTotals totals, String instance, SignalsWriter writer) {
        this.streams = streams;
        this.totals = totals;
        this.writer = writer;
        events = pipeline.topics().events();
        lagging = ScoringTopology.framedTopics(pipeline);
        readings = new OperationsReadings(instance, wanted(pipeline), totals.latencyBounds());
    }

    /** Measures that some rule is about. */
    static Set<OperationsMeasure> wanted(Pipeline pipeline) {
        Set<String> names = pipeline.alerting().rules().stream()
                .map(SignalRule::condition)
                .filter(condition -> condition.watched() == Watched.OPERATIONS)
                .map(condition -> condition.measure())
                .collect(Collectors.toSet());
        return Arrays.stream(OperationsMeasure.values())
                .filter(measure -> names.contains(measure.text()))
                .collect(Collectors.toSet());
    }

    @SuppressWarnings("FutureReturnValueIgnored") // ends with the timer
    void start() {
        timer.scheduleAtFixedRate(this::measure, 0, EVERY.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void measure() {
        try {
            Sample now = new Sample(
                    System.currentTimeMillis(),
                    totals.totals(),
                    ConsumerLag.of(streams.metrics(), lagging),
                    partitions());
            readings.after(now).forEach(writer::send);
        } catch (RuntimeException failure) {
            LOG.warn("this instance must be measured; trying again: {}", failure.toString());
        }
    }

    private int partitions() {
        return (int) streams.metadataForLocalThreads().stream()
                .flatMap(thread -> thread.activeTasks().stream())
                .map(task -> task.topicPartitions())
                .flatMap(Collection::stream)
                .filter(partition -> partition.topic().equals(events))
                .count();
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
