package io.riffle.watch.drift;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What later windows want to know of this one.
 *
 * <pre>format byte, learning byte, rows long, features int, of each: name int, alarmed int, noise float, bins int, differences
 * float</pre>
 *
 * @param learning whether it was not known yet what is usual
 */
record DriftMemory(boolean learning, long rows, List<RememberedFeature> features) {
    private static final byte FORMAT = 1;
    private static final int HEADER = 2 + Long.BYTES + Integer.BYTES;
    private static final int OF_FEATURE = 3 * Integer.BYTES + Float.BYTES;

    DriftMemory {
        features = List.copyOf(features);
    }

    byte[] toBytes() {
        int length = HEADER;
        for (RememberedFeature feature : features) {
            length += OF_FEATURE + feature.differences().length * Float.BYTES;
        }
        ByteBuffer buffer = ByteBuffer.allocate(length)
                .put(FORMAT)
                .put((byte) (learning ? 1 : 0))
                .putLong(rows)
                .putInt(features.size());
        for (RememberedFeature feature : features) {
            buffer.putInt(feature.name())
                    .putInt(feature.alarmed() ? 1 : 0)
                    .putFloat(feature.noise())
                    .putInt(feature.differences().length);
            for (float difference : feature.differences()) {
                buffer.putFloat(difference);
            }
        }
        return buffer.array();
    }

    /** Empty if another version wrote it in another format: what is usual is learned anew then. */
    static Optional<DriftMemory> read(byte[] bytes) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        if (bytes.length < HEADER || buffer.get() != FORMAT) {
            return Optional.empty();
        }
        boolean learning = buffer.get() != 0;
        long rows = buffer.getLong();
        int size = buffer.getInt();
        List<RememberedFeature> features = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            int name = buffer.getInt();
            boolean alarmed = buffer.getInt() != 0;
            float noise = buffer.getFloat();
            float[] differences = new float[buffer.getInt()];
            for (int bin = 0; bin < differences.length; bin++) {
                differences[bin] = buffer.getFloat();
            }
            features.add(new RememberedFeature(name, alarmed, noise, differences));
        }
        return Optional.of(new DriftMemory(learning, rows, features));
    }
}
