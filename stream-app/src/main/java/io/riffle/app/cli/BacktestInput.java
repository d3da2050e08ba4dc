package io.riffle.app.cli;

import io.riffle.app.batch.DumpFormat;
import io.riffle.app.batch.InputLine;
import io.riffle.app.batch.LineReader;
import io.riffle.app.process.UserProblem;
import io.riffle.app.topic.TopicEnd;
import io.riffle.app.topic.TopicReader;
import io.riffle.config.Pipeline;
import io.riffle.frame.SourcePosition;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** Where recorded events come from: a file, or a part of the events topic. */
final class BacktestInput {
    /** Takes the events, so many at once. */
    interface Blocks {
        void add(List<InputLine> lines) throws IOException, InterruptedException;
    }

    /** A part of a topic. */
    private static final class Range {
        @Option(
                names = "--from",
                required = true,
                paramLabel = "TIME",
                description = "First record of the events topic by its timestamp, ISO 8601.")
        private Instant from = Instant.EPOCH;

        @Option(names = "--until", paramLabel = "TIME", description = "Behind the last one (default: its present end).")
        private @Nullable Instant until;
    }

    @Option(
            names = "--input",
            paramLabel = "FILE",
            description = "Events, or records as kcat -J writes them, packed with gzip or not.")
    private @Nullable Path file;

    @ArgGroup(exclusive = false)
    private @Nullable Range range;

    /** What predictions would carry as their topic. */
    String name() {
        return file == null ? "events" : String.valueOf(file.getFileName());
    }

    void read(Pipeline pipeline, int block, Blocks blocks) throws UserProblem, IOException, InterruptedException {
        if (range == null) {
            readFile(pipeline, block, blocks);
            return;
        }
        readTopic(pipeline, range, block, blocks);
    }

    private void readFile(Pipeline pipeline, int block, Blocks blocks)
            throws UserProblem, IOException, InterruptedException {
        if (file == null || !Files.isReadable(file)) {
            throw new UserProblem("--input must be a readable file: cannot read " + file);
        }
        try (LineReader lines =
                new LineReader(file, DumpFormat.AUTO, pipeline.event().maxBytes())) {
            for (List<InputLine> next = lines.read(block); !next.isEmpty(); next = lines.read(block)) {
                blocks.add(next);
            }
        }
    }

    private static void readTopic(Pipeline pipeline, Range range, int block, Blocks blocks)
            throws IOException, InterruptedException {
        long until = range.until == null ? Long.MAX_VALUE : range.until.toEpochMilli();
        Records records = new Records(until, block, blocks);
        try (TopicReader topic = TopicReader.open(pipeline, pipeline.topics().events())) {
            topic.startAt(range.from.toEpochMilli());
            topic.readToEnd(TopicEnd.unlessSilent(), records::add);
            records.finish();
        } catch (UncheckedIOException failed) {
            throw failed.getCause();
        }
    }

    /** Collects records into blocks. */
    private static final class Records {
        private final long until;
        private final int block;
        private final Blocks blocks;
        private List<InputLine> lines = new ArrayList<>();
        private long number;

        Records(long until, int block, Blocks blocks) {
            this.until = until;
            this.block = block;
            this.blocks = blocks;
        }

        void add(ConsumerRecord<byte[], byte[]> record) {
            if (record.timestamp() >= until) {
                return;
            }
            lines.add(new InputLine(
                    number++,
                    record.key(),
                    record.value(),
                    record.timestamp(),
                    record.headers(),
                    new SourcePosition(record.topic(), record.partition(), record.offset())));
            if (lines.size() == block) {
                finish();
            }
        }

        void finish() {
            List<InputLine> full = lines;
            lines = new ArrayList<>();
            try {
                if (!full.isEmpty()) {
                    blocks.add(full);
                }
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                throw new UncheckedIOException(new IOException("interrupted", interrupted));
            }
        }
    }
}
