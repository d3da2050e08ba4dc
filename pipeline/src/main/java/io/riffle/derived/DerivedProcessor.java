package io.riffle.derived;

import io.riffle.frame.EventFrame;
import io.riffle.metrics.ScoringMetrics;
import io.riffle.schema.Stage;
import java.util.function.LongSupplier;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;

/** Computes the derived features of each frame. One processor per task. */
public final class DerivedProcessor extends ContextualProcessor<byte[], EventFrame, byte[], EventFrame> {
    private final DerivedColumns columns;
    private final ScoringMetrics metrics;
    private final LongSupplier nanoClock;

    public DerivedProcessor(DerivedColumns columns, ScoringMetrics metrics, LongSupplier nanoClock) {
        this.columns = columns;
        this.metrics = metrics;
        this.nanoClock = nanoClock;
    }

    @Override
    public void process(Record<byte[], EventFrame> record) {
        long start = nanoClock.getAsLong();
        columns.fill(record.value().features(), record.value().size());
        metrics.stage(Stage.DERIVE, nanoClock.getAsLong() - start);
        context().forward(record);
    }
}
