package io.riffle.app.cli;

import io.riffle.app.batch.DumpFormat;
import io.riffle.app.batch.EventFile;
import io.riffle.app.batch.LineReader;
import io.riffle.app.process.ExitCode;
import io.riffle.app.process.UserProblem;
import io.riffle.app.replay.Pace;
import io.riffle.app.replay.Replay;
import io.riffle.app.topic.BrokerClient;
import io.riffle.app.topic.TopicAdministration;
import io.riffle.config.Pipeline;
import io.riffle.config.event.EventConfig;
import io.riffle.topology.StreamsSettings;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Sends a recording to a topic. */
@Command(
        description = {
            "Send recorded events to a topic, at the pace at which they were recorded or faster.",
            "A line is an event, or a record as kcat -J writes it. A record keeps its key, timestamp and headers; an event"
                    + " alone gets its entity as key and its time as timestamp. Exit code 1 where a line had to be left out."
        })
public final class ReplayCommand implements Callable<Integer> {
    private static final String STANDARD_INPUT = "-";

    @Mixin
    private PipelineContext context = new PipelineContext();

    @Mixin
    private OutputFormatOption figures = new OutputFormatOption();

    @Option(
            names = "--input",
            required = true,
            paramLabel = "FILE",
            description = "The recording, .jsonl, packed with gzip or not; - is standard input.")
    private String input = "";

    @Option(
            names = "--format",
            defaultValue = "auto",
            paramLabel = "auto|events|kcat",
            description = "What a line is (default: see each line).")
    private DumpFormat format = DumpFormat.AUTO;

    @Option(
            names = "--speed",
            defaultValue = "1x",
            paramLabel = "10x|max",
            description = "How many times faster than recorded, or as fast as possible (default: 1x).")
    private String speed = "1x";

    @Option(names = "--topic", paramLabel = "TOPIC", description = "Where to (default: the pipeline's events topic).")
    private @Nullable String topic;

    @Option(names = "--now", description = "Give records the present time as timestamp; the events stay as they are.")
    private boolean now;

    @Option(names = "--limit", paramLabel = "N", description = "Send so many lines at most.")
    private long limit = Long.MAX_VALUE;

    @Override
    public Integer call() throws UserProblem, InterruptedException {
        Pace pace = pace();
        Pipeline pipeline = context.pipeline();
        Replay.Options how =
                new Replay.Options(topic == null ? pipeline.topics().events() : topic, pace, now, limit);
        if (!input.equals(STANDARD_INPUT) && !Files.isReadable(Path.of(input))) {
            throw new UserProblem("--input must be a readable file: cannot read " + input);
        }
        requireTopic(pipeline, how.topic());
        try (LineReader lines = lines(pipeline.event());
                Producer<byte[], byte[]> producer = new KafkaProducer<>(new StreamsSettings(pipeline).writer())) {
            return report(new Replay(pipeline.event(), how, lines, producer, new SystemClock(context.err()))
                    .run(bytes -> {}));
        } catch (IOException failed) {
            throw new UserProblem(String.valueOf(failed.getMessage()), failed);
        }
    }

    private Pace pace() {
        try {
            return Pace.of(speed);
        } catch (IllegalArgumentException wrong) {
            throw context.wrong("--" + wrong.getMessage(), wrong);
        }
    }

    /** A producer would wait a minute for a topic that is not there, or make one with other settings. */
    private static void requireTopic(Pipeline pipeline, String topic) throws UserProblem, InterruptedException {
        try (BrokerClient broker = BrokerClient.of(pipeline)) {
            if (new TopicAdministration(broker).find(topic).isEmpty()) {
                throw new UserProblem("topic " + topic + " must exist: it does not at "
                        + pipeline.kafka().bootstrapServers() + " (riffle topics create makes those of the pipeline)");
            }
        }
    }

    private LineReader lines(EventConfig events) throws IOException {
        EventFile file = new EventFile(events, format);
        return input.equals(STANDARD_INPUT)
                ? file.unchanged(System.in, "standard input")
                : file.unchanged(Files.newInputStream(Path.of(input)), input);
    }

    private int report(Replay.Result result) {
        result.problems().forEach(context.err()::println);
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("sent", result.sent());
        shown.put("skipped", result.skipped());
        shown.put("seconds", Math.round(result.seconds() * 1e3) / 1e3);
        shown.put("events_per_second", Math.round(result.sent() / Math.max(1e-9, result.seconds())));
        figures.print(shown);
        return (result.skipped() == 0 ? ExitCode.OK : ExitCode.FAILED).value();
    }

    /** Says why nothing happens where the recording has a long pause. */
    private record SystemClock(PrintWriter error) implements Replay.Clock {
        private static final Duration LONG = Duration.ofMinutes(1);

        @Override
        public long nanoseconds() {
            return System.nanoTime();
        }

        @Override
        public long milliseconds() {
            return System.currentTimeMillis();
        }

        @Override
        public void sleep(long nanoseconds) throws InterruptedException {
            if (nanoseconds > LONG.toNanos()) {
                error.printf("riffle: the next event is due in %d min by its time%n", nanoseconds / LONG.toNanos());
                error.flush();
            }
            TimeUnit.NANOSECONDS.sleep(nanoseconds);
        }
    }
}
