package io.riffle.history;

import io.riffle.config.HistoryConfig;
import io.riffle.feature.FeatureSchema;
import io.riffle.frame.EventFrame;
import io.riffle.schema.Degradation;
import io.riffle.window.EntityHistory;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Writes the windowed features that each event of a frame would have as the next one of its entity. Nothing is stored, and
 * the events of a frame do not see each other.
 */
public final class HistoryLookupProcessor extends ContextualProcessor<byte[], EventFrame, byte[], EventFrame> {
    private final EntityHistory history;
    private final HistorySource source;

    public HistoryLookupProcessor(HistoryConfig config, FeatureSchema schema, HistorySource source) {
        this.history = config.entityHistory(schema);
        this.source = source;
    }

    @Override
    public void process(Record<byte[], EventFrame> record) {
        EventFrame frame = record.value();
        for (int row = 0; row < frame.size(); row++) {
            history.read(source.record(frame.entity(row)));
            history.add(frame.features(), row, frame.countedTime(row));
            if (!history.isWhole()) {
                frame.degrade(row, Degradation.HISTORY_INCOMPLETE);
            }
        }
        context().forward(record);
    }
}
