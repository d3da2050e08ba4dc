package io.riffle.app.cli.events;

import io.riffle.app.batch.DumpFormat;
import io.riffle.app.batch.EventFile;
import io.riffle.app.batch.InputLine;
import io.riffle.app.batch.LineReader;
import io.riffle.app.check.CheckReport;
import io.riffle.app.check.EventCheck;
import io.riffle.app.cli.OutputOptions;
import io.riffle.app.cli.PipelineContext;
import io.riffle.app.process.ExitCode;
import io.riffle.app.process.UserProblem;
import io.riffle.app.topic.TopicEnd;
import io.riffle.app.topic.TopicReader;
import io.riffle.config.Pipeline;
import io.riffle.frame.FrameRow;
import io.riffle.frame.SourcePosition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Tells which events a pipeline would take. */
@Command(
        description = {
            "Read events as the pipeline does, without scoring them: how many it would take, pass over and refuse,",
            "and for each kind of refusal an example and the setting that takes it. Ends with 1 if any is refused."
        })
final class EventsCheckCommand implements Callable<Integer> {
    private static final int SOME = 1_000;

    @Mixin
    private PipelineContext context = new PipelineContext();

    @Mixin
    private OutputOptions output = new OutputOptions();

    @Option(names = "--input", paramLabel = "FILE", description = "Events of a file, .jsonl or .jsonl.gz.")
    private @Nullable Path input;

    @Option(
            names = "--format",
            defaultValue = "auto",
            paramLabel = "auto|events|kcat",
            description = "What a line is: an event, or a record as kcat -J writes it (default: see each line).")
    private DumpFormat dump = DumpFormat.AUTO;

    @Option(names = "--topic", paramLabel = "TOPIC", description = "Events of a topic (default: the pipeline's).")
    private @Nullable String topic;

    @Option(
            names = "--last",
            paramLabel = "N",
            description = "The newest so many records of each partition (default: 1000).")
    private int last = 1_000;

    @Option(
            names = "--bootstrap",
            paramLabel = "HOST:PORT",
            description = "The broker of the topic (default: the pipeline's).")
    private @Nullable String bootstrap;

    @Override
    public Integer call() throws UserProblem, IOException {
        if (input != null && topic != null) {
            throw context.wrong("--input and --topic must not be given together");
        }
        if (last < 1) {
            throw context.wrong("--last must be at least 1: was " + last);
        }
        EventCheck check = input == null ? ofTopic() : ofFile(input);
        report(new CheckReport(check, input != null));
        return (check.refused() == 0 ? ExitCode.OK : ExitCode.FAILED).value();
    }

    /** Lines have no key that could be compared with their entity. */
    private EventCheck ofFile(Path file) throws UserProblem, IOException {
        if (!Files.isReadable(file)) {
            throw new UserProblem("--input must be a readable file: cannot read " + file);
        }
        Pipeline pipeline =
                context.load(Map.of("event.partitioned-by-entity", "false")).value();
        EventCheck check = new EventCheck(pipeline.inJson());
        try (LineReader lines = new EventFile(pipeline.event(), dump).open(file)) {
            for (List<InputLine> some = lines.read(SOME); !some.isEmpty(); some = lines.read(SOME)) {
                some.forEach(line -> check.add(row(file, line)));
            }
        } catch (IllegalArgumentException otherFormat) {
            throw new UserProblem(file + ": " + otherFormat.getMessage(), otherFormat);
        }
        return check;
    }

    private static FrameRow row(Path file, InputLine line) {
        SourcePosition position = new SourcePosition(String.valueOf(file.getFileName()), 0, line.number());
        return FrameRow.of(position, line.timestamp(), line.key(), line.event(), line.headers());
    }

    private EventCheck ofTopic() throws UserProblem {
        Pipeline pipeline = context.load(bootstrap == null ? Map.of() : Map.of("kafka.bootstrap-servers", bootstrap))
                .value();
        String name = topic == null ? pipeline.topics().events() : topic;
        EventCheck check = new EventCheck(pipeline);
        try (TopicReader reader = TopicReader.open(pipeline, name)) {
            if (reader.partitions().isEmpty()) {
                throw new UserProblem("topic " + name + " must exist: does not");
            }
            reader.readLast(last, TopicEnd.unlessSilent(), record -> check.add(row(record)));
        } catch (KafkaException unreadable) {
            throw new UserProblem("topic " + name + " must be readable: " + unreadable.getMessage(), unreadable);
        }
        return check;
    }

    private static FrameRow row(ConsumerRecord<byte[], byte[]> record) {
        SourcePosition position = new SourcePosition(record.topic(), record.partition(), record.offset());
        return FrameRow.of(position, record.timestamp(), record.key(), record.value(), record.headers());
    }

    private void report(CheckReport report) {
        if (output.json()) {
            output.printJson(report.json());
            return;
        }
        report.figures().forEach((name, value) -> context.out().println(name + ": " + value));
        List<List<String>> table = report.table();
        if (table.size() > 1) {
            context.out().println();
            output.printTable(table);
        }
    }
}
