package io.riffle.topology;

import io.riffle.deadletter.DeadLetters;
import io.riffle.frame.Frame;
import io.riffle.frame.ScoredFrame;
import io.riffle.frame.SourcePosition;
import io.riffle.schema.Stage;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/**
 * The stages of a pipeline in one thread, without Kafka: a frame goes in, and when {@link #process} returns everything
 * that came of its rows has been handed to the {@link Outputs}. The processors are those of the stream, so a row has the
 * same score here and there. Belongs to one thread at a time.
 */
public final class LocalLine implements AutoCloseable {
    /** What comes of the rows, each with the position that its input row had. */
    public interface Outputs {
        void prediction(SourcePosition position, byte[] json);

        void alert(SourcePosition position, byte[] json);

        /** A row that could not be scored, with its original value and the headers of a dead letter. */
        void deadLetter(SourcePosition position, Record<?, byte @Nullable []> letter);
    }

    private final Outputs outputs;
    private final Map<String, Processor<byte[], Object, byte[], Object>> stages = new LinkedHashMap<>();
    private final LocalStores stores = new LocalStores();
    private boolean scoring = true;
    private @Nullable ScoredFrame routed;
    private int row;

    LocalLine(Outputs outputs) {
        this.outputs = outputs;
    }

    @SuppressWarnings({"unchecked", "rawtypes"}) // the chain fits, as the topology's does
    void add(String name, String next, Processor<byte[], ?, byte[], ?> stage) {
        Processor<byte[], Object, byte[], Object> typed = (Processor) stage;
        stages.put(name, typed);
        typed.init((ProcessorContext) new LocalContext(stores, next, this::forward));
    }

    /** Takes a frame through all stages. */
    public void process(Frame frame) {
        enter(frame);
    }

    /** Takes a frame as far as its events change state, without scoring it: what was answered in an earlier run. */
    public void remember(Frame frame) {
        scoring = false;
        try {
            enter(frame);
        } finally {
            scoring = true;
        }
    }

    private void enter(Frame frame) {
        if (!frame.rows().isEmpty()) {
            forward(
                    new Record<>(
                            new byte[0], frame, Math.max(0, frame.rows().get(0).timestamp())),
                    first());
        }
    }

    private String first() {
        return stages.keySet().iterator().next();
    }

    private void forward(Record<byte[], Object> record, String child) {
        switch (child) {
            case NodeNames.PREDICTIONS -> outputs.prediction(position(row++), value(record));
            case NodeNames.ALERTS -> outputs.alert(position(row - 1), value(record));
            case NodeNames.DEAD_LETTERS -> deadLetter(record);
            case NodeNames.SCORE_FRAME -> score(record);
            default -> stage(record, child);
        }
    }

    private void score(Record<byte[], Object> record) {
        if (scoring) {
            stage(record, NodeNames.SCORE_FRAME);
        }
    }

    /** Routing answers the rows of a frame in order: that is how an answer finds its row again. */
    private void stage(Record<byte[], Object> record, String child) {
        Processor<byte[], Object, byte[], Object> stage = stages.get(child);
        if (stage == null) {
            return; // a sink that only the stream has
        }
        if (child.equals(NodeNames.ROUTE_PREDICTIONS) && record.value() instanceof ScoredFrame frame) {
            routed = frame;
            row = 0;
        }
        stage.process(record);
    }

    private void deadLetter(Record<byte[], Object> letter) {
        if (scoring) {
            // In the place of a prediction.
            row += header(letter, DeadLetters.STAGE).equals(Stage.ROUTE.label()) ? 1 : 0;
            byte @Nullable [] value = value(letter);
            outputs.deadLetter(source(letter), letter.withValue(value));
        }
    }

    private static SourcePosition source(Record<byte[], Object> letter) {
        SourcePosition record = new SourcePosition(
                header(letter, DeadLetters.TOPIC),
                Integer.parseInt(header(letter, DeadLetters.PARTITION)),
                Long.parseLong(header(letter, DeadLetters.OFFSET)));
        return letter.headers().lastHeader(DeadLetters.ELEMENT) == null
                ? record
                : record.withElement(Integer.parseInt(header(letter, DeadLetters.ELEMENT)));
    }

    private static String header(Record<byte[], Object> letter, String name) {
        return new String(letter.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }

    private SourcePosition position(int answered) {
        if (routed == null) {
            throw new IllegalStateException("a prediction must come from routing: nothing was routed");
        }
        return routed.events().row(answered).position();
    }

    @SuppressWarnings("NullAway") // predictions have values; the value of a dead letter may be null
    private static byte[] value(Record<byte[], Object> record) {
        return (byte[]) record.value();
    }

    @Override
    public void close() {
        stages.values().forEach(Processor::close);
    }
}
