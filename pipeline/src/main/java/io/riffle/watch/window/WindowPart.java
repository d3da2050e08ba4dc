package io.riffle.watch.window;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * All that one partition has counted in a window so far: a record of the counts topic, or several if it is large.
 *
 * @param source the partition and the place, as {@link CountingPlace#source} makes one number of them
 */
public record WindowPart(int source, byte[] counts) {
    private static final byte[] PIECE = "\u0000piece".getBytes(StandardCharsets.US_ASCII);

    /** Key and value of a record. */
    public record Message(byte[] key, byte[] value) {}

    static WindowPart of(CountingPlace place, int partition, byte[] counts) {
        return new WindowPart(place.source(partition), counts);
    }

    /** The records, in the order in which they must be written. */
    public List<Message> messages(WindowKey window) {
        byte[] key = window.toBytes();
        if (counts.length <= Pieces.MOST_BYTES) {
            return List.of(new Message(key, toBytes()));
        }
        byte[] pieceKey = ByteBuffer.allocate(key.length + PIECE.length)
                .put(key)
                .put(PIECE)
                .array();
        return Pieces.of(counts).stream()
                .map(piece -> new Message(pieceKey, new WindowPart(source, piece).toBytes()))
                .toList();
    }

    /** As one record. */
    public byte[] toBytes() {
        return ByteBuffer.allocate(4 + counts.length).putInt(source).put(counts).array();
    }

    /** Reads what {@link #toBytes} wrote. */
    public static WindowPart read(byte[] bytes) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        int source = buffer.getInt();
        byte[] counts = new byte[buffer.remaining()];
        buffer.get(counts);
        return new WindowPart(source, counts);
    }

    /** Whether the record with that key is one of several. */
    static boolean isPiece(byte[] key) {
        int from = key.length - PIECE.length;
        return from > 0 && Arrays.equals(key, from, key.length, PIECE, 0, PIECE.length);
    }

    /** The window of such a record. */
    static WindowKey windowOfPiece(byte[] key) {
        return WindowKey.of(Arrays.copyOf(key, key.length - PIECE.length));
    }
}
