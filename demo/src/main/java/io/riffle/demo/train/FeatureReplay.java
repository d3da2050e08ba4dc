package io.riffle.demo.train;

import io.riffle.config.NearCacheConfig;
import io.riffle.config.Pipeline;
import io.riffle.config.ProfileConfig;
import io.riffle.deadletter.Rejection;
import io.riffle.decode.EventDecoder;
import io.riffle.decode.WarningCounts;
import io.riffle.demo.payments.CardPayments;
import io.riffle.demo.payments.CardProfiles;
import io.riffle.demo.payments.DemoRecord;
import io.riffle.enrichment.Enricher;
import io.riffle.enrichment.NearCache;
import io.riffle.feature.FeatureSchema;
import io.riffle.feature.FeatureTable;
import io.riffle.frame.EventFrame;
import io.riffle.frame.FrameRow;
import io.riffle.frame.SourcePosition;
import io.riffle.metrics.FeatureMetrics;
import io.riffle.metrics.ScoringMetrics;
import io.riffle.schema.DeadLetterReason;
import io.riffle.window.EntityHistory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.header.internals.RecordHeaders;

/**
 * Computes the features of generated payments with the code that serves: the decoder, the enrichment, the history. A
 * model that was trained on anything else would meet other features in the pipeline than it learned from.
 */
final class FeatureReplay {
    private static final int FRAME = 256;

    private final CardPayments payments;
    private final EventDecoder decoder;
    private final Enricher enricher;
    private final EntityHistory history;
    private final EventFrame frame;
    private final Map<String, byte[]> histories = new HashMap<>();
    private final WarningCounts warnings = new WarningCounts();

    FeatureReplay(Pipeline pipeline, CardPayments payments, CardProfiles profiles) {
        this.payments = payments;
        FeatureSchema schema = pipeline.schema();
        ProfileConfig profile = pipeline.profile()
                .orElseThrow(() -> new IllegalArgumentException("the demo's pipeline must declare a profile"));
        decoder = new EventDecoder(pipeline.event(), schema);
        enricher = new Enricher(
                profile,
                schema,
                new GeneratedProfiles(profile.fields(), payments.population(), profiles),
                new NearCache(new NearCacheConfig(0, Duration.ZERO), () -> 0),
                ScoringMetrics.NONE,
                FeatureMetrics.NONE);
        history = pipeline.history().entityHistory(schema);
        frame = new EventFrame(schema, FRAME);
    }

    /** Draws this many records and shows those that are scored, in order, with their features. */
    void run(int records, Visitor visitor) {
        for (int drawn = 0; drawn < records; drawn += FRAME) {
            frame(Math.min(FRAME, records - drawn), visitor);
        }
    }

    private void frame(int size, Visitor visitor) {
        frame.clear(size);
        List<DemoRecord> records = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            DemoRecord record = payments.next();
            records.add(record);
            decode(record, i);
        }
        enricher.enrich(frame);
        List<DemoRecord> scored = new ArrayList<>(frame.size());
        for (int row = 0; row < frame.size(); row++) {
            remember(row);
            scored.add(records.get((int) frame.row(row).position().offset()));
        }
        visitor.visit(scored, frame.features());
    }

    private void decode(DemoRecord record, int index) {
        if (record.expected().equals(Optional.of(DeadLetterReason.DUPLICATE))) {
            return;
        }
        FrameRow row = FrameRow.of(
                new SourcePosition("training", 0, index),
                record.payment().time(),
                record.key(),
                record.value(),
                new RecordHeaders());
        Optional<DeadLetterReason> found =
                decoder.decode(row, frame, warnings).rejection().map(Rejection::reason);
        if (!found.equals(record.expected())) {
            throw new IllegalStateException("a record must be decoded as its generator expects, " + record.expected()
                    + ": was " + found + " (payment " + record.sequence() + ")");
        }
    }

    private void remember(int row) {
        String entity = frame.entity(row);
        history.read(histories.get(entity));
        history.add(frame.features(), row, frame.countedTime(row));
        byte[] record = history.write();
        if (record != null) {
            histories.put(entity, record);
        }
    }

    /** Sees the payments of one frame and their features: payment i stands in row i of the table, which is reused. */
    @FunctionalInterface
    interface Visitor {
        void visit(List<DemoRecord> payments, FeatureTable features);
    }
}
