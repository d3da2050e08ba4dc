package io.riffle.watch.window;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The parts of one window, by source. A part replaces the one before of the same source, so that it does no harm
 * when it comes twice.
 *
 * @param revision how often the window was judged
 * @param changed whether parts came since
 */
record MergedWindow(int revision, boolean changed, Map<Integer, byte[]> parts) {
    static final MergedWindow NONE = new MergedWindow(0, false, Map.of());

    static MergedWindow read(byte @Nullable [] bytes) {
        if (bytes == null) {
            return NONE;
        }
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        int revision = buffer.getInt();
        boolean changed = buffer.get() != 0;
        Map<Integer, byte[]> parts = new TreeMap<>();
        while (buffer.hasRemaining()) {
            int source = buffer.getInt();
            byte[] part = new byte[buffer.getInt()];
            buffer.get(part);
            parts.put(source, part);
        }
        return new MergedWindow(revision, changed, parts);
    }

    /** Whether this is what is known of the source already. */
    boolean has(int source, byte[] part) {
        return Arrays.equals(parts.get(source), part);
    }

    MergedWindow judged() {
        return new MergedWindow(revision + 1, false, parts);
    }

    /** Whether every partition of another window sent a part of this one; second places may have nothing to send. */
    boolean covers(MergedWindow other) {
        return other.parts.keySet().stream()
                .allMatch(id -> CountingPlace.ofSource(id) == CountingPlace.SECOND || parts.containsKey(id));
    }

    /** How many partitions sent parts; a partition may be counted in two places. */
    int partitions() {
        return (int)
                parts.keySet().stream().map(CountingPlace::partition).distinct().count();
    }

    byte[] toBytes() {
        int length = 5;
        for (byte[] part : parts.values()) {
            length += 8 + part.length;
        }
        ByteBuffer buffer = ByteBuffer.allocate(length).putInt(revision).put((byte) (changed ? 1 : 0));
        parts.forEach(
                (source, part) -> buffer.putInt(source).putInt(part.length).put(part));
        return buffer.array();
    }
}
