package io.riffle.watch.window;

import java.nio.ByteBuffer;
import java.util.Optional;

/** Keeps the windows that others are compared with, among the merged ones, under a kind of their own that is never pruned. */
final class FirstWindowStore {
    private static final String KIND = "first-of-";

    private final MergedWindowStore store;

    FirstWindowStore(MergedWindowStore store) {
        this.store = store;
    }

    /** The first window of the same rows; this one if there was none before, or if it is that one once more. */
    <C extends MergeableCounts<C>> Optional<FirstWindow<C>> learn(WindowKind<C> kind, WindowKey key, C counts) {
        WindowKey place = new WindowKey(KIND + key.kind(), key.model(), key.version(), "", key.layout(), 0, key.size());
        MergedWindow known = store.read(place);
        if (!known.parts().isEmpty()) {
            FirstWindow<C> first = read(kind, known.parts().values().iterator().next());
            if (!first.key().equals(key)) {
                return Optional.of(first);
            }
        } else if (!kind.learnsFrom(key, counts)) {
            return Optional.empty();
        }
        store.put(place, 0, bytes(key, counts.toBytes()), false);
        return Optional.of(new FirstWindow<>(key, counts));
    }

    private static byte[] bytes(WindowKey key, byte[] counts) {
        byte[] name = key.toBytes();
        return ByteBuffer.allocate(Integer.BYTES + name.length + counts.length)
                .putInt(name.length)
                .put(name)
                .put(counts)
                .array();
    }

    private static <C extends MergeableCounts<C>> FirstWindow<C> read(WindowKind<C> kind, byte[] bytes) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        byte[] name = new byte[buffer.getInt()];
        byte[] counts = new byte[buffer.remaining() - name.length];
        buffer.get(name).get(counts);
        return new FirstWindow<>(WindowKey.of(name), kind.read(counts));
    }
}
