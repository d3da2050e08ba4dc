package io.riffle.watch.drift;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.CRC32;

/** How often each text occurred; nothing is kept of more than {@value #MOST} different ones, which are no categories. */
final class CategoryHistogram {
    static final int MOST = 1_000;

    /** A longer text counts by its beginning and a hash. */
    static final int LONGEST = 96;

    /** Dots, and two hashes of 32 bits. */
    private static final int HASH = 3 + 16;

    private static final int TOO_MANY = -1;

    private final Map<String, Long> counts = new HashMap<>();
    private boolean tooMany;

    void add(String value, long more) {
        if (tooMany) {
            return;
        }
        counts.merge(value.length() > LONGEST + HASH ? shortened(value) : value, more, Long::sum);
        if (counts.size() > MOST) {
            tooMany = true;
            counts.clear();
        }
    }

    private static String shortened(String value) {
        int end = Character.isHighSurrogate(value.charAt(LONGEST - 1)) ? LONGEST - 1 : LONGEST;
        CRC32 checksum = new CRC32();
        checksum.update(value.getBytes(StandardCharsets.UTF_8));
        return value.substring(0, end) + String.format("...%08x%08x", (int) checksum.getValue(), value.hashCode());
    }

    void add(CategoryHistogram other) {
        other.counts.forEach(this::add);
        if (other.tooMany) {
            tooMany = true;
            counts.clear();
        }
    }

    boolean isTooMany() {
        return tooMany;
    }

    Map<String, Long> counts() {
        return Map.copyOf(counts);
    }

    int bytes() {
        int bytes = Integer.BYTES;
        for (String value : counts.keySet()) {
            bytes += Integer.BYTES + value.getBytes(StandardCharsets.UTF_8).length + Long.BYTES;
        }
        return bytes;
    }

    void write(ByteBuffer buffer) {
        buffer.putInt(tooMany ? TOO_MANY : counts.size());
        counts.forEach((value, count) -> {
            byte[] text = value.getBytes(StandardCharsets.UTF_8);
            buffer.putInt(text.length).put(text).putLong(count);
        });
    }

    static CategoryHistogram read(ByteBuffer buffer) {
        CategoryHistogram histogram = new CategoryHistogram();
        int size = buffer.getInt();
        histogram.tooMany = size == TOO_MANY;
        for (int i = 0; i < size; i++) {
            byte[] text = new byte[buffer.getInt()];
            buffer.get(text);
            histogram.add(new String(text, StandardCharsets.UTF_8), buffer.getLong());
        }
        return histogram;
    }
}
