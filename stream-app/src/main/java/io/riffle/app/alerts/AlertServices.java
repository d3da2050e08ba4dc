package io.riffle.app.alerts;

import io.riffle.app.process.OpenedSoFar;
import io.riffle.app.process.UserProblem;
import io.riffle.config.Pipeline;
import io.riffle.config.alerting.Watched;
import io.riffle.metrics.AlertMetrics;
import io.riffle.metrics.OperationsTotals;
import java.util.Optional;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.streams.KafkaStreams;

/** What runs beside the stream for alerts, where rules or a webhook ask for it. */
public final class AlertServices implements AutoCloseable {
    private final Optional<SignalsWriter> writer;
    private final Optional<OperationsMonitor> monitor;
    private final Optional<Webhook> webhook;

    private AlertServices(
            Optional<SignalsWriter> writer, Optional<OperationsMonitor> monitor, Optional<Webhook> webhook) {
        this.writer = writer;
        this.monitor = monitor;
        this.webhook = webhook;
    }

    /**
     * Connects; nothing runs before {@link #start}.
     *
     * @param instance names this process in signals
     */
    public static AlertServices open(
            Pipeline pipeline, KafkaStreams streams, OperationsTotals totals, AlertMetrics metrics, String instance)
            throws UserProblem {
        try (OpenedSoFar opened = new OpenedSoFar()) {
            Optional<SignalsWriter> writer = Optional.empty();
            Optional<OperationsMonitor> monitor = Optional.empty();
            if (pipeline.alerting().watches(Watched.OPERATIONS)) {
                SignalsWriter signals = opened.add(new SignalsWriter(pipeline));
                writer = Optional.of(signals);
                monitor = Optional.of(opened.add(new OperationsMonitor(pipeline, streams, totals, instance, signals)));
            }
            Optional<Webhook> webhook =
                    pipeline.alerting().webhook().map(config -> new Webhook(pipeline, config, metrics));
            opened.keep();
            return new AlertServices(writer, monitor, webhook);
        } catch (KafkaException unusable) {
            throw new UserProblem("signals and alerts must be reachable: " + unusable.getMessage(), unusable);
        }
    }

    public void start() {
        monitor.ifPresent(OperationsMonitor::start);
        webhook.ifPresent(Webhook::start);
    }

    @Override
    public void close() {
        monitor.ifPresent(OperationsMonitor::close);
        webhook.ifPresent(Webhook::close);
        writer.ifPresent(SignalsWriter::close);
    }
}
