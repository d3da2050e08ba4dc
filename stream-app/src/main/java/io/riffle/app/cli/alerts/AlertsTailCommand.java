package io.riffle.app.cli.alerts;

import io.riffle.app.cli.PipelineContext;
import io.riffle.app.process.ExitCode;
import io.riffle.app.topic.RecordType;
import io.riffle.app.topic.TopicReader;
import io.riffle.config.Pipeline;
import io.riffle.schema.StandingAlert;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.apache.kafka.common.errors.InterruptException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Prints alerts as they come, until it is interrupted. */
@Command(description = "Print alerts with a life as they come: raised, updated, resolved.")
final class AlertsTailCommand implements Callable<Integer> {
    private static final Duration POLL = Duration.ofMillis(200);

    @Mixin
    private PipelineContext context = new PipelineContext();

    @Override
    public Integer call() {
        Pipeline loaded = context.pipeline();
        PrintWriter out = context.out();
        try (TopicReader topic = TopicReader.open(loaded, loaded.topics().alerts())) {
            topic.startAt(System.currentTimeMillis());
            while (!Thread.currentThread().isInterrupted()) {
                topic.poll(POLL, record -> RecordType.ALERT.read(record).ifPresent(alert -> out.println(line(alert))));
                out.flush();
            }
        } catch (InterruptException asked) {
            out.flush();
        }
        return ExitCode.OK.value();
    }

    private static String line(StandingAlert alert) {
        return Instant.ofEpochMilli(alert.atMs()) + " " + alert.status() + " "
                + alert.severity().label() + " " + alert.rule() + " " + alert.subject() + ": " + alert.text();
    }
}
