package io.riffle.app.batch;

import io.riffle.frame.Frame;
import io.riffle.frame.FrameRow;
import io.riffle.frame.SourcePosition;
import io.riffle.topology.LocalLine;
import io.riffle.topology.ScoringTopology;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/** A part of the entities with their state, as a task of the stream has it. Belongs to one thread at a time. */
final class Shard implements LocalLine.Outputs, AutoCloseable {
    private final int frameRows;
    private final LocalLine line;
    private final List<FrameRow> rows = new ArrayList<>();
    private List<OutputLine> outputs = new ArrayList<>();

    Shard(ScoringTopology topology, int frameRows) {
        this.frameRows = frameRows;
        line = topology.line(this);
    }

    void add(FrameRow event) {
        rows.add(event);
    }

    /**
     * Scores what was added.
     *
     * @param answered whether an earlier run has answered already: then only state changes
     */
    List<OutputLine> run(boolean answered) {
        for (int from = 0; from < rows.size(); from += frameRows) {
            Frame frame = Frame.of(rows.subList(from, Math.min(rows.size(), from + frameRows)));
            if (answered) {
                line.remember(frame);
            } else {
                line.process(frame);
            }
        }
        rows.clear();
        List<OutputLine> done = outputs;
        outputs = new ArrayList<>();
        return done;
    }

    @Override
    public void prediction(SourcePosition position, byte[] json) {
        outputs.add(OutputLine.of(position, OutputLine.Kind.PREDICTION, json));
    }

    @Override
    public void alert(SourcePosition position, byte[] json) {
        outputs.add(OutputLine.of(position, OutputLine.Kind.ALERT, json));
    }

    @Override
    public void deadLetter(SourcePosition position, Record<?, byte @Nullable []> letter) {
        outputs.add(OutputLine.deadLetter(position, letter));
    }

    @Override
    public void close() {
        line.close();
    }
}
