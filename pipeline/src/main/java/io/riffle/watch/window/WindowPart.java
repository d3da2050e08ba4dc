package io.riffle.watch.window;

import java.nio.ByteBuffer;

/**
 * All that one partition has counted in a window so far; the value of a record in the counts topic.
 *
 * @param partition its number, or the bitwise complement of it where a second place counts rows of the same partition
 */
public record WindowPart(int partition, byte[] counts) {
    public byte[] toBytes() {
        return ByteBuffer.allocate(4 + counts.length)
                .putInt(partition)
                .put(counts)
                .array();
    }

    static WindowPart read(byte[] bytes) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        int partition = buffer.getInt();
        byte[] counts = new byte[buffer.remaining()];
        buffer.get(counts);
        return new WindowPart(partition, counts);
    }
}
