package io.riffle.guarantee;

import io.riffle.frame.Frame;
import io.riffle.frame.FrameRow;
import io.riffle.frame.SourcePosition;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/** How batching is usually done, and what loses rows: collect in memory, flush by size or timer. Never use it. */
public final class PlainBufferProcessor implements Processor<byte[], byte[], byte[], Frame> {
    private static final int FULL = 256;

    private final List<FrameRow> rows = new ArrayList<>();
    private ProcessorContext<byte[], Frame> context;

    @Override
    public void init(ProcessorContext<byte[], Frame> context) {
        this.context = context;
        context.schedule(Duration.ofMillis(500), PunctuationType.WALL_CLOCK_TIME, now -> flush());
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        RecordMetadata source = context.recordMetadata().orElseThrow();
        SourcePosition position = new SourcePosition(source.topic(), source.partition(), source.offset());
        rows.add(FrameRow.of(position, record.timestamp(), record.key(), record.value(), record.headers()));
        if (rows.size() == FULL) {
            flush();
        }
    }

    private void flush() {
        if (!rows.isEmpty()) {
            Frame frame = Frame.of(rows);
            long timestamp = rows.get(0).timestamp();
            rows.clear();
            context.forward(new Record<>(null, frame, timestamp));
        }
    }
}
