package io.riffle.routing;

import io.riffle.frame.FrameRow;
import io.riffle.frame.RecordLimit;
import io.riffle.frame.ShadowFrame;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;

/** Writes one record per row that a shadow scored, to a topic of their own: never among the predictions. */
public final class ShadowProcessor extends ContextualProcessor<byte[], ShadowFrame, byte[], byte[]> {
    private final ShadowWriter writer = new ShadowWriter();

    public ShadowProcessor() {}

    @Override
    public void process(Record<byte[], ShadowFrame> record) {
        ShadowFrame frame = record.value();
        for (int row = 0; row < frame.events().size(); row++) {
            FrameRow source = frame.events().row(row);
            byte[] key = frame.events().entityKey(row);
            byte[] value = writer.write(frame, row);
            int room = RecordLimit.USUAL.room(key, value);
            context().forward(new Record<>(key, value, source.timestamp(), OutputHeaders.of(source, room)));
        }
    }
}
