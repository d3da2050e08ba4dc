package io.riffle.watch.window;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32;

/**
 * Counts as pieces that any topic takes, and back. How large counts become depends on what is declared and on what comes:
 * many features, many categories, long ones.
 *
 * <pre>piece: index int, pieces int, checksum of the whole int, bytes</pre>
 */
final class Pieces {
    /** Half of what Kafka's default lets through. */
    static final int MOST_BYTES = 512 << 10;

    private static final int HEAD = 3 * Integer.BYTES;

    private Pieces() {}

    static List<byte[]> of(byte[] whole) {
        int count = Math.max(1, (whole.length + MOST_BYTES - 1) / MOST_BYTES);
        int checksum = checksum(whole);
        List<byte[]> pieces = new ArrayList<>(count);
        for (int index = 0; index < count; index++) {
            int from = index * MOST_BYTES;
            int length = Math.min(MOST_BYTES, whole.length - from);
            pieces.add(ByteBuffer.allocate(HEAD + length)
                    .putInt(index)
                    .putInt(count)
                    .putInt(checksum)
                    .put(whole, from, length)
                    .array());
        }
        return pieces;
    }

    /** Where a piece stands among its like. */
    static int index(byte[] piece) {
        return ByteBuffer.wrap(piece).getInt();
    }

    /** The whole; empty while pieces are missing, or are still those of other counts. */
    static Optional<byte[]> join(Collection<byte[]> pieces) {
        if (pieces.isEmpty()) {
            return Optional.empty();
        }
        List<byte[]> sorted = new ArrayList<>(pieces);
        sorted.sort((a, b) -> Integer.compare(index(a), index(b)));
        ByteBuffer first = ByteBuffer.wrap(sorted.get(0));
        int count = first.getInt(Integer.BYTES);
        int checksum = first.getInt(2 * Integer.BYTES);
        if (sorted.size() < count) {
            return Optional.empty();
        }
        List<byte[]> own = sorted.subList(0, count);
        ByteBuffer whole = ByteBuffer.allocate(
                own.stream().mapToInt(piece -> piece.length - HEAD).sum());
        own.forEach(piece -> whole.put(piece, HEAD, piece.length - HEAD));
        return checksum(whole.array()) == checksum ? Optional.of(whole.array()) : Optional.empty();
    }

    private static int checksum(byte[] bytes) {
        CRC32 checksum = new CRC32();
        checksum.update(bytes);
        return (int) checksum.getValue();
    }
}
