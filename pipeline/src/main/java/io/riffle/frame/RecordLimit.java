package io.riffle.frame;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;

/**
 * The largest record that a topic takes. An event may come in compressed, so what was read is no proof that it can be
 * written; and a record that is refused ends the stream, at each start again.
 *
 * @param bytes a topic's {@code max.message.bytes}: of a batch, which a large record has to itself
 */
public record RecordLimit(int bytes) {
    /** Kafka's own default. */
    public static final RecordLimit USUAL = new RecordLimit((1 << 20) + 12);

    /** Only on a record that lost headers: which ones, and how large they were. */
    public static final String HEADERS_CUT = "riffle.headers-cut";

    /** A batch's head, and lengths and numbers of a record at their longest. */
    private static final int OVERHEAD = 61 + 36;

    private static final int HEADER_OVERHEAD = 10;
    /** For {@link #HEADERS_CUT}, which must always fit. */
    private static final int MARK_BYTES = 512;

    private static final int NAMED = 3;
    private static final int NAME_CHARACTERS = 32;

    /** Bytes that are left for headers beside a key and a value; negative if these alone are too much. */
    public int room(byte @Nullable [] key, byte @Nullable [] value) {
        return bytes - OVERHEAD - MARK_BYTES - length(key) - length(value);
    }

    /** Bytes that headers take. */
    public static int size(Iterable<Header> headers) {
        long size = 0;
        for (Header header : headers) {
            size += one(header);
        }
        return (int) Math.min(Integer.MAX_VALUE, size);
    }

    /** The headers, if they fit into the room; else without the largest of them, and with the mark that says so. */
    public static Headers fitting(Headers headers, int room) {
        long excess = (long) size(headers) - room;
        if (excess <= 0 || headers.toArray().length == 0) {
            return headers;
        }
        List<Header> largestFirst = new ArrayList<>(List.of(headers.toArray()));
        largestFirst.sort(Comparator.comparingInt(RecordLimit::one).reversed());
        List<Header> cut = new ArrayList<>();
        for (int i = 0; i < largestFirst.size() && excess > 0; i++) {
            cut.add(largestFirst.get(i));
            excess -= one(largestFirst.get(i));
        }
        return without(headers, cut);
    }

    private static Headers without(Headers headers, List<Header> cut) {
        int least = one(cut.get(cut.size() - 1));
        int equal = (int) cut.stream().filter(header -> one(header) == least).count();
        Headers kept = new RecordHeaders();
        for (Header header : headers) {
            if (one(header) > least || (one(header) == least && equal-- > 0)) {
                continue;
            }
            kept.add(header);
        }
        return kept.add(new RecordHeader(HEADERS_CUT, mark(cut).getBytes(StandardCharsets.UTF_8)));
    }

    private static String mark(List<Header> cut) {
        StringBuilder mark = new StringBuilder();
        for (Header header : cut.subList(0, Math.min(NAMED, cut.size()))) {
            String name = header.key();
            mark.append(mark.isEmpty() ? "" : ", ")
                    .append(name, 0, Math.min(NAME_CHARACTERS, name.length()))
                    .append(" (")
                    .append(length(header.value()))
                    .append(" bytes)");
        }
        return cut.size() > NAMED ? mark + " and " + (cut.size() - NAMED) + " more" : mark.toString();
    }

    private static int one(Header header) {
        return HEADER_OVERHEAD + Utils.utf8Length(header.key()) + length(header.value());
    }

    private static int length(byte @Nullable [] bytes) {
        return bytes == null ? 0 : bytes.length;
    }
}
