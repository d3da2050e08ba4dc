package io.riffle.routing;

import io.riffle.frame.SourcePosition;
import java.nio.charset.StandardCharsets;

/** The member {@code source} of predictions and alerts; a topic's name is encoded once. */
final class SourceText {
    private static final byte[] OFFSET = ",\"offset\":".getBytes(StandardCharsets.US_ASCII);

    private static final byte[] ELEMENT = ",\"element\":".getBytes(StandardCharsets.US_ASCII);

    private String topic = "";
    private byte[] head = new byte[0];

    void write(SourcePosition position, JsonBuffer json) {
        if (!position.topic().equals(topic)) {
            topic = position.topic();
            head = new Fragment()
                    .raw(",\"source\":{\"topic\":")
                    .string(topic)
                    .raw(",\"partition\":")
                    .bytes();
        }
        json.raw(head).number(position.partition()).raw(OFFSET).number(position.offset());
        if (position.isElement()) {
            json.raw(ELEMENT).number(position.element());
        }
        json.raw('}');
    }
}
