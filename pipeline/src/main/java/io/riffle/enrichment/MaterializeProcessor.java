package io.riffle.enrichment;

import io.riffle.frame.EventFrame;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;

/** Hands the features of each frame's history to the sink and passes the frame on; never waits. */
public final class MaterializeProcessor extends ContextualProcessor<byte[], EventFrame, byte[], EventFrame> {
    private final HistoryValues values;
    private final FeatureSink sink;

    public MaterializeProcessor(HistoryValues values, FeatureSink sink) {
        this.values = values;
        this.sink = sink;
    }

    @Override
    public void process(Record<byte[], EventFrame> record) {
        sink.write(values.of(record.value()));
        context().forward(record);
    }
}
