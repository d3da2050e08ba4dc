package io.riffle.app.learning;

import io.riffle.app.batch.DumpFormat;
import io.riffle.app.batch.InputLine;
import io.riffle.app.batch.LineReader;
import io.riffle.app.process.UserProblem;
import io.riffle.config.event.EventConfig;
import io.riffle.frame.FrameRow;
import io.riffle.frame.SourcePosition;
import io.riffle.settings.ShownText;
import io.riffle.watch.outcome.Label;
import io.riffle.watch.outcome.LabelReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** The labels of a file by event id, each with its time; the last label of an event counts. */
public final class Labels {
    private static final int BLOCK = 1_024;

    private final Map<String, Label> byEvent = new HashMap<>();

    private Labels() {}

    /**
     * Reads JSON lines as in the labels topic, or CSV with the columns {@code event_id}, {@code label} and, where times
     * count, {@code label_time_ms}.
     */
    public static Labels read(Path file) throws IOException, UserProblem {
        Labels labels = new Labels();
        try (LineReader lines = new LineReader(file, DumpFormat.AUTO, EventConfig.DEFAULT_MAX_BYTES)) {
            RowFormat format = null;
            for (List<InputLine> block = lines.read(BLOCK); !block.isEmpty(); block = lines.read(BLOCK)) {
                for (InputLine line : block) {
                    if (format == null) {
                        format = RowFormat.of(file, line);
                        if (format.isHeader(line)) {
                            continue;
                        }
                    }
                    labels.add(format.label(line), file, line);
                }
            }
        }
        return labels;
    }

    private void add(InputLine json, Path file, InputLine line) throws UserProblem {
        SourcePosition position = new SourcePosition("labels", 0, line.number());
        byte[] key = json.key();
        Label label = LabelReader.read(FrameRow.of(position, json.timestamp(), key, json.event(), new RecordHeaders()))
                .orElseThrow(() -> new UserProblem("line " + (line.number() + 1)
                        + " must be a label, {\"event_id\": ..., \"label\": ...}: is none (" + file + ")"));
        byEvent.put(label.eventId(), label);
    }

    public Optional<Label> of(String eventId) {
        return Optional.ofNullable(byEvent.get(eventId));
    }

    /** The different truths, in the order of texts. */
    public List<String> classes() {
        TreeSet<String> classes = new TreeSet<>();
        byEvent.values().forEach(label -> classes.add(label.truth()));
        return List.copyOf(classes);
    }

    /** For messages. */
    static String shown(String truth) {
        return "'" + ShownText.cut(truth) + "'";
    }
}
