package io.riffle.app.backtest;

import io.riffle.app.batch.DumpFormat;
import io.riffle.app.batch.InputLine;
import io.riffle.app.batch.LineReader;
import io.riffle.app.deploy.LabelMeaning;
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

/** Labels as they stand in the labels topic, one per line. */
public final class LabelFile {
    private static final int BLOCK = 1_024;

    private LabelFile() {}

    /** Truths by event id; the last label of an event counts. {@link IOException} with the first line that is no label. */
    public static Map<String, String> read(Path file, LabelMeaning meaning) throws IOException {
        Map<String, String> truths = new HashMap<>();
        try (LineReader lines = new LineReader(file, DumpFormat.AUTO, EventConfig.DEFAULT_MAX_BYTES)) {
            for (List<InputLine> block = lines.read(BLOCK); !block.isEmpty(); block = lines.read(BLOCK)) {
                for (InputLine line : block) {
                    Label label = label(line)
                            .orElseThrow(() -> new IOException("line " + (line.number() + 1)
                                    + " must be a label, {\"event_id\": ..., \"label\": ...}: is none (" + file + ")"));
                    if (!meaning.allows(label.truth())) {
                        throw new IOException("line " + (line.number() + 1)
                                + " must have a number as its label where outcomes.truth is regression: has '"
                                + ShownText.cut(label.truth()) + "' (" + file + ")");
                    }
                    truths.put(label.eventId(), label.truth());
                }
            }
        }
        return truths;
    }

    private static Optional<Label> label(InputLine line) {
        SourcePosition position = new SourcePosition("labels", 0, line.number());
        return LabelReader.read(FrameRow.of(position, line.timestamp(), line.key(), line.event(), line.headers()));
    }
}
