package io.riffle.decode;

import io.riffle.frame.FrameRow;
import io.riffle.frame.SourcePosition;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The header that carries a record's original position through the repartition topic, as {@code topic/partition/offset}:
 * predictions and dead letters then name the record that the producer wrote. It is taken off again after the topic.
 */
final class SourceHeader {
    static final String NAME = "riffle.source";

    private SourceHeader() {}

    static byte[] encode(SourcePosition position) {
        return (position.topic() + "/" + position.partition() + "/" + position.offset())
                .getBytes(StandardCharsets.UTF_8);
    }

    /** The row under its original position; unchanged where the header is absent or says something else. */
    static FrameRow restore(FrameRow row) {
        byte[] header = row.header(NAME);
        if (header == null) {
            return row;
        }
        return decode(new String(header, StandardCharsets.UTF_8))
                .map(position -> row.withoutHeader(NAME).withPosition(position))
                .orElse(row);
    }

    private static Optional<SourcePosition> decode(String text) {
        int offset = text.lastIndexOf('/');
        int partition = text.lastIndexOf('/', offset - 1);
        if (partition <= 0) {
            return Optional.empty();
        }
        try {
            return Optional.of(new SourcePosition(
                    text.substring(0, partition),
                    Integer.parseInt(text, partition + 1, offset, 10),
                    Long.parseLong(text, offset + 1, text.length(), 10)));
        } catch (NumberFormatException notAPosition) {
            return Optional.empty();
        }
    }
}
