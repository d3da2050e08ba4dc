package io.riffle.watch.drift;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** How often each text occurred; nothing is kept of more than {@value #MOST} different ones, which are no categories. */
final class CategoryHistogram {
    static final int MOST = 1_000;

    private static final int TOO_MANY = -1;

    private final Map<String, Long> counts = new HashMap<>();
    private boolean tooMany;

    void add(String value, long more) {
        if (tooMany) {
            return;
        }
        counts.merge(value, more, Long::sum);
        if (counts.size() > MOST) {
            tooMany = true;
            counts.clear();
        }
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
