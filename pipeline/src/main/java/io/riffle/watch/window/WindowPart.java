package io.riffle.watch.window;

import java.nio.ByteBuffer;

/**
 * All that one partition has counted in a window so far; the value of a record in the counts topic.
 *
 * @param source the partition and the place, as {@link CountingPlace#source} makes one number of them
 */
public record WindowPart(int source, byte[] counts) {
    static WindowPart of(CountingPlace place, int partition, byte[] counts) {
        return new WindowPart(place.source(partition), counts);
    }

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
}
