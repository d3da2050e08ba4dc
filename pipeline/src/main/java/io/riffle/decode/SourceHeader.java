package io.riffle.decode;

import io.riffle.frame.FrameRow;
import io.riffle.frame.SourcePosition;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The header that carries a record's original position through the repartition topic, as {@code topic/partition/offset}, for
 * one element of an array {@code topic/partition/offset#element}: predictions and dead letters then name the record that the producer wrote. It is taken off again after the topic.
 */
final class SourceHeader {
    static final String NAME = "riffle.source";

    private SourceHeader() {}

    static byte[] encode(SourcePosition position) {
        String element = position.isElement() ? "#" + position.element() : "";
        return (position.topic() + "/" + position.partition() + "/" + position.offset() + element)
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
        int hash = text.indexOf('#', offset);
        int end = hash < 0 ? text.length() : hash;
        try {
            return Optional.of(new SourcePosition(
                    text.substring(0, partition),
                    Integer.parseInt(text, partition + 1, offset, 10),
                    Long.parseLong(text, offset + 1, end, 10),
                    hash < 0 ? SourcePosition.WHOLE : Integer.parseInt(text, end + 1, text.length(), 10)));
        } catch (NumberFormatException notAPosition) {
            return Optional.empty();
        }
    }
}
