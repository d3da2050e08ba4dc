package io.riffle.enrichment;

import io.riffle.frame.EventFrame;
import io.riffle.metrics.ScoringMetrics;
import io.riffle.schema.Stage;
import java.util.function.LongSupplier;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;

/** Hands each frame to the enricher and passes it on. */
public final class EnrichmentProcessor extends ContextualProcessor<byte[], EventFrame, byte[], EventFrame> {
    private final Enricher enricher;
    private final ScoringMetrics metrics;
    private final LongSupplier nanoClock;

    public EnrichmentProcessor(Enricher enricher, ScoringMetrics metrics, LongSupplier nanoClock) {
        this.enricher = enricher;
        this.metrics = metrics;
        this.nanoClock = nanoClock;
    }

    @Override
    public void process(Record<byte[], EventFrame> record) {
        long start = nanoClock.getAsLong();
        enricher.enrich(record.value());
        metrics.stage(Stage.ENRICH, nanoClock.getAsLong() - start);
        context().forward(record);
    }
}
