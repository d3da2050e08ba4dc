package io.riffle.app.replay;

import io.riffle.app.batch.InputLine;
import io.riffle.app.batch.LineReader;
import io.riffle.config.event.EventConfig;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;

/** Sends the lines of a file to a topic, in their order. A record keeps its key, timestamp and headers. */
public final class Replay {
    private static final int NAMED = 3;

    /**
     * How to send.
     *
     * @param now whether records get the present time instead of that of their recording
     * @param limit lines to send at most
     */
    public record Options(String topic, Pace pace, boolean now, long limit) {}

    /** What waits and tells the time. */
    public interface Clock {
        /** For durations. */
        long nanoseconds();

        /** Since the epoch. */
        long milliseconds();

        void sleep(long nanoseconds) throws InterruptedException;
    }

    /**
     * What became of the lines.
     *
     * @param skipped lines that are not of the promised format
     * @param problems the first of them, in words
     */
    public record Result(long sent, long skipped, List<String> problems, double seconds) {}

    private final EventHead head;
    private final Options options;
    private final Producer<byte[], byte[]> producer;
    private final Clock clock;
    private final LongSupplier bytesRead;
    private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
    private final AtomicLong acknowledged = new AtomicLong();
    private final List<String> problems = new ArrayList<>();
    private final LineReader lines;
    private long skipped;
    private long first = -1;
    private long last = -1;

    /** @param lines closed by the caller, as the producer is */
    public Replay(
            EventConfig events, Options options, LineReader lines, Producer<byte[], byte[]> producer, Clock clock) {
        head = new EventHead(events);
        this.options = options;
        this.lines = lines;
        this.producer = producer;
        this.clock = clock;
        bytesRead = lines::bytesRead;
    }

    /**
     * Sends all lines and waits until the broker has them.
     *
     * @param progress told how many bytes of the file have been read
     * @throws IOException if the file cannot be read, or the broker refuses a record: with how many it has
     */
    public Result run(LongConsumer progress) throws IOException, InterruptedException {
        long start = clock.nanoseconds();
        long sent = 0;
        while (sent < options.limit() && failure.get() == null) {
            InputLine line = next();
            if (line == null) {
                break;
            }
            send(line, start);
            sent++;
            progress.accept(bytesRead.getAsLong());
        }
        producer.flush();
        Exception refused = failure.get();
        if (refused != null) {
            throw new IOException(
                    "topic " + options.topic() + " must take the events: took " + acknowledged.get() + ", then "
                            + refused,
                    refused);
        }
        return new Result(sent, skipped, List.copyOf(problems), (clock.nanoseconds() - start) / 1e9);
    }

    /** The next line that can be sent; null at the end. */
    private @Nullable InputLine next() throws IOException {
        while (true) {
            try {
                long before = lines.next();
                List<InputLine> read = lines.read(1);
                if (!read.isEmpty()) {
                    return read.get(0);
                }
                if (lines.next() == before) {
                    return null;
                }
            } catch (IllegalArgumentException other) {
                skipped++;
                if (problems.size() < NAMED) {
                    problems.add(String.valueOf(other.getMessage()));
                }
            }
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored") // the callback is told the same
    private void send(InputLine line, long start) throws InterruptedException {
        long recorded = line.timestamp() >= 0 ? line.timestamp() : head.time(line, clock.milliseconds());
        if (recorded >= 0) {
            first = first < 0 ? recorded : first;
            last = recorded;
            long wait = options.pace().delay(recorded - first, clock.nanoseconds() - start);
            if (wait > 0) {
                clock.sleep(wait);
            }
        }
        producer.send(record(line, recorded), this::done);
    }

    /** What has no time of its own goes with the event before it. */
    private ProducerRecord<byte[], byte[]> record(InputLine line, long recorded) {
        byte[] key = line.key();
        if (key == null) {
            key = head.entity(line)
                    .map(entity -> entity.getBytes(StandardCharsets.UTF_8))
                    .orElse(null);
        }
        long old = recorded >= 0 ? recorded : last;
        Long timestamp = options.now() || old < 0 ? clock.milliseconds() : old;
        return new ProducerRecord<>(options.topic(), null, timestamp, key, line.event(), line.headers());
    }

    private void done(@Nullable RecordMetadata metadata, @Nullable Exception refused) {
        if (refused != null) {
            failure.compareAndSet(null, refused);
            return;
        }
        acknowledged.incrementAndGet();
    }
}
