package io.riffle.routing;

import io.riffle.frame.FrameRow;
import io.riffle.frame.RecordLimit;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/**
 * The headers of predictions and alerts: those of the event, {@code traceparent} among them, except what would be untrue
 * about the new value. CloudEvents attributes would present the prediction as the event itself, under the event's id and
 * type; the event's content type becomes that of the output. Where the event has none, none is added: these topics are
 * JSON, and the header would be a tenth of a record.
 */
final class OutputHeaders {
    private static final String CONTENT_TYPE = "content-type";
    private static final String CLOUD_EVENTS_PREFIX = "ce_";
    private static final byte[] JSON = "application/json".getBytes(StandardCharsets.US_ASCII);

    private OutputHeaders() {}

    /** @param room bytes that are left for them */
    static Headers of(FrameRow row, int room) {
        Headers output = new RecordHeaders();
        if (!row.hasHeaders()) {
            return output;
        }
        for (Header header : row.headers()) {
            String name = header.key();
            if (name.equals(CONTENT_TYPE)) {
                output.remove(CONTENT_TYPE).add(CONTENT_TYPE, JSON);
            } else if (!name.startsWith(CLOUD_EVENTS_PREFIX)) {
                output.add(header);
            }
        }
        return RecordLimit.fitting(output, room);
    }
}
