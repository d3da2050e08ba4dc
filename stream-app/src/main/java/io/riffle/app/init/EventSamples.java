package io.riffle.app.init;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.riffle.app.batch.DumpFormat;
import io.riffle.app.batch.InputLine;
import io.riffle.app.batch.LineReader;
import io.riffle.app.process.UserProblem;
import io.riffle.app.topic.TopicEnd;
import io.riffle.app.topic.TopicReader;
import io.riffle.frame.FrameRow;
import io.riffle.frame.SourcePosition;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.KafkaException;

/** Events to propose a pipeline from: the newest of a topic, or the first of a file. */
public final class EventSamples {
    private static final int MOST_BYTES = 1 << 20;

    private final String source;
    private final List<FrameRow> rows = new ArrayList<>();

    private int partitions;

    private EventSamples(String source) {
        this.source = source;
    }

    /** The newest records of each partition of a topic. */
    public static EventSamples ofTopic(String bootstrapServers, String topic, int last) throws UserProblem {
        EventSamples samples = new EventSamples("topic " + topic);
        try (TopicReader reader = TopicReader.open(bootstrapServers, topic)) {
            if (reader.partitions().isEmpty()) {
                throw new UserProblem("topic " + topic + " must exist: does not, at " + bootstrapServers);
            }
            samples.partitions = reader.partitions().size();
            reader.readLast(
                    last,
                    TopicEnd.unlessSilent(),
                    record -> samples.rows.add(FrameRow.of(
                            new SourcePosition(record.topic(), record.partition(), record.offset()),
                            record.timestamp(),
                            record.key(),
                            record.value(),
                            record.headers())));
        } catch (KafkaException unreadable) {
            throw new UserProblem(
                    "topic " + topic + " must be readable at " + bootstrapServers + ": " + unreadable.getMessage(),
                    unreadable);
        }
        return samples;
    }

    /** The first lines of a file, events or records as {@code kcat -J} writes them. */
    public static EventSamples ofFile(Path file, int first) throws IOException {
        EventSamples samples = new EventSamples(file.toString());
        try (LineReader lines = new LineReader(file, DumpFormat.AUTO, MOST_BYTES)) {
            for (InputLine line : lines.read(first)) {
                samples.rows.add(line.row(String.valueOf(file.getFileName())));
            }
        }
        return samples;
    }

    /** What it is from, for messages. */
    public String source() {
        return source;
    }

    /** Partitions of the topic; 0 of a file. */
    public int partitions() {
        return partitions;
    }

    /** The records as a pipeline would read them. */
    public List<FrameRow> rows() {
        return List.copyOf(rows);
    }

    /**
     * Those that hold a JSON object.
     *
     * @throws UserProblem if hardly any does
     */
    public List<SampledEvent> events() throws UserProblem {
        List<SampledEvent> events = new ArrayList<>();
        ObjectMapper json = new ObjectMapper();
        for (FrameRow row : rows) {
            byte[] key = row.key();
            JsonNode value = value(json, row.value());
            if (value.isObject()) {
                events.add(new SampledEvent(key == null ? null : new String(key, StandardCharsets.UTF_8), value));
            }
        }
        if (2 * events.size() < rows.size()) {
            throw new UserProblem(source + " must hold JSON objects: " + (rows.size() - events.size()) + " of "
                    + rows.size() + " records hold something else. Declare event.format or event.envelope by hand"
                    + " (docs/EVENTS.md) and try them with riffle events check");
        }
        return events;
    }

    private static JsonNode value(ObjectMapper json, byte @org.jspecify.annotations.Nullable [] value) {
        try {
            return value == null ? json.missingNode() : json.readTree(value);
        } catch (IOException noJson) {
            return json.missingNode();
        }
    }
}
