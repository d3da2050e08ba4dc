package io.riffle.watch.window;

import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;

/** Keeps the windows that others are compared with, among the merged ones, under a kind of their own that is never pruned. */
final class FirstWindowStore {
    private static final String KIND = "first-of-";

    private final KeyValueStore<Bytes, byte[]> store;

    FirstWindowStore(KeyValueStore<Bytes, byte[]> store) {
        this.store = store;
    }

    /** The first window of the same rows; this one where there was none before, or where it is that one once more. */
    <C extends MergeableCounts<C>> Optional<FirstWindow<C>> learn(WindowKind<C> kind, WindowKey key, C counts) {
        Bytes place =
                Bytes.wrap(new WindowKey(KIND + key.kind(), key.model(), key.version(), "", key.layout(), 0, key.size())
                        .toBytes());
        byte[] known = store.get(place);
        if (known != null) {
            FirstWindow<C> first = read(kind, known);
            if (!first.key().equals(key)) {
                return Optional.of(first);
            }
        } else if (!kind.learnsFrom(key, counts)) {
            return Optional.empty();
        }
        store.put(place, bytes(key, counts.toBytes()));
        return Optional.of(new FirstWindow<>(key, counts));
    }

    private static byte[] bytes(WindowKey key, byte[] counts) {
        byte[] name = key.toBytes();
        byte[] both = ByteBuffer.allocate(Integer.BYTES + name.length + counts.length)
                .putInt(name.length)
                .put(name)
                .put(counts)
                .array();
        return new MergedWindow(1, false, Map.of(0, both)).toBytes();
    }

    private static <C extends MergeableCounts<C>> FirstWindow<C> read(WindowKind<C> kind, byte[] bytes) {
        ByteBuffer buffer = ByteBuffer.wrap(
                MergedWindow.read(bytes).parts().values().iterator().next());
        byte[] name = new byte[buffer.getInt()];
        byte[] counts = new byte[buffer.remaining() - name.length];
        buffer.get(name).get(counts);
        return new FirstWindow<>(WindowKey.of(name), kind.read(counts));
    }
}
