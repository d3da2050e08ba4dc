package io.riffle.app.inference;

import io.riffle.app.inference.EventQuestion.AskedEvent;
import io.riffle.deadletter.DeadLetters;
import io.riffle.frame.Frame;
import io.riffle.frame.FrameRow;
import io.riffle.frame.SourcePosition;
import io.riffle.schema.Stage;
import io.riffle.topology.LocalLine;
import io.riffle.topology.ScoringTopology;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/** Takes the events of a batch of questions through the stages, as frames. One thread's. */
final class EventWorker implements Batching.Worker<EventQuestion, List<EventAnswer>>, LocalLine.Outputs {
    /** What predictions name as their topic; their offset counts the events that this instance was asked about. */
    private static final String SOURCE = "http";

    private static final EventAnswer NO_EVENT = new EventAnswer.Refused(
            Stage.DECODE.label(),
            "no_event",
            "the value must hold an event: is a tombstone, a delete or an empty array");

    private final ScoringTopology topology;
    private final int frameRows;
    private final LongSupplier wallClock;
    private final Map<String, byte[]> histories = new HashMap<>();
    private @Nullable LocalLine line;
    private EventAnswer[] answers = new EventAnswer[0];
    private long asked;

    /** @param wallClock milliseconds since the epoch: the timestamp that the events would have as records */
    EventWorker(ScoringTopology topology, int frameRows, LongSupplier wallClock) {
        this.topology = topology;
        this.frameRows = frameRows;
        this.wallClock = wallClock;
    }

    @Override
    public void answer(List<Asked<EventQuestion, List<EventAnswer>>> batch) {
        List<FrameRow> rows = rows(batch);
        answers = new EventAnswer[rows.size()];
        Arrays.fill(answers, NO_EVENT);
        LocalLine stages = line == null ? topology.line(this, histories::get) : line;
        line = stages;
        for (int from = 0; from < rows.size(); from += frameRows) {
            stages.process(Frame.of(rows.subList(from, Math.min(rows.size(), from + frameRows))));
        }
        asked += rows.size();
        int from = 0;
        for (Asked<EventQuestion, List<EventAnswer>> each : batch) {
            int to = from + each.question().events().size();
            each.answer().complete(Arrays.asList(Arrays.copyOfRange(answers, from, to)));
            from = to;
        }
    }

    private List<FrameRow> rows(List<Asked<EventQuestion, List<EventAnswer>>> batch) {
        histories.clear();
        long now = wallClock.getAsLong();
        List<FrameRow> rows = new ArrayList<>();
        for (Asked<EventQuestion, List<EventAnswer>> each : batch) {
            histories.putAll(each.question().histories());
            for (AskedEvent event : each.question().events()) {
                SourcePosition position = new SourcePosition(SOURCE, 0, asked + rows.size());
                byte[] key = event.entity().getBytes(StandardCharsets.UTF_8);
                rows.add(FrameRow.of(position, now, key, event.json(), new RecordHeaders()));
            }
        }
        return rows;
    }

    /** The stages keep the versions they scored with; nobody asks, so they are let go. */
    @Override
    public void idle() {
        if (line != null) {
            line.close();
            line = null;
        }
    }

    @Override
    public void prediction(SourcePosition position, byte[] json) {
        answers[(int) (position.offset() - asked)] = new EventAnswer.Scored(json);
    }

    /** Asking raises no alert. */
    @Override
    public void alert(SourcePosition position, byte[] json) {}

    @Override
    public void deadLetter(SourcePosition position, Record<?, byte @Nullable []> letter) {
        answers[(int) (position.offset() - asked)] = new EventAnswer.Refused(
                header(letter, DeadLetters.STAGE),
                header(letter, DeadLetters.REASON),
                header(letter, DeadLetters.MESSAGE));
    }

    private static String header(Record<?, ?> letter, String name) {
        Header header = letter.headers().lastHeader(name);
        return header == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
    }
}
