package io.riffle.topology;

import io.riffle.config.Pipeline;
import io.riffle.frame.RecordLimit;

/**
 * How large the records may be that a pipeline writes: an event that it accepts is written within them, or becomes a
 * dead letter within them.
 *
 * @param outputs of predictions and alerts
 * @param deadLetters of dead letters
 */
public record RecordLimits(RecordLimit outputs, RecordLimit deadLetters) {
    private static final int USUAL_EVENT = 1 << 20;

    /** A dead letter is its event and headers that tell why. */
    private static final int HEADER_BYTES = 64 << 10;

    /** Of topics that Kafka Streams makes: windows, histories and experiments grow with what a pipeline declares. */
    private static final int INTERNAL = 8 << 20;

    /** As far as nobody has asked the broker: of topics that have Kafka's default where a pipeline needs no more. */
    public static RecordLimits usual(Pipeline pipeline) {
        RecordLimit limit = pipeline.event().maxBytes() > USUAL_EVENT ? event(pipeline) : RecordLimit.USUAL;
        return new RecordLimits(limit, limit);
    }

    /** With the largest event as value, and headers. */
    public static RecordLimit event(Pipeline pipeline) {
        return new RecordLimit(Math.max(USUAL_EVENT, pipeline.event().maxBytes()) + HEADER_BYTES);
    }

    /** Of the topics that Kafka Streams makes for the pipeline, and the largest that its producers send. */
    public static RecordLimit internal(Pipeline pipeline) {
        return new RecordLimit(Math.max(INTERNAL, event(pipeline).bytes()));
    }
}
