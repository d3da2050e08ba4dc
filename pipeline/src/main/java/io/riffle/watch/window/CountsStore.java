package io.riffle.watch.window;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/** The counts of windows in a store: large ones are several records, under the window's key and a number. */
final class CountsStore {
    private static final byte SEPARATOR = 0;

    private final KeyValueStore<Bytes, byte[]> store;
    /** Of windows that are stored in pieces: how many. */
    private final Map<WindowKey, Integer> pieces = new HashMap<>();

    CountsStore(KeyValueStore<Bytes, byte[]> store) {
        this.store = store;
    }

    /**
     * Reads everything.
     *
     * @param other the key of something else
     */
    void load(Bytes other, BiConsumer<WindowKey, byte[]> visitor) {
        Map<WindowKey, List<byte[]>> large = new LinkedHashMap<>();
        try (KeyValueIterator<Bytes, byte[]> all = store.all()) {
            while (all.hasNext()) {
                KeyValue<Bytes, byte[]> each = all.next();
                byte[] key = each.key.get();
                if (!each.key.equals(other)) {
                    WindowKey.ofWhole(key)
                            .ifPresentOrElse(
                                    window -> visitor.accept(window, each.value),
                                    () -> large.computeIfAbsent(windowOfPiece(key), none -> new ArrayList<>())
                                            .add(each.value));
                }
            }
        }
        large.forEach((window, found) -> {
            pieces.put(window, found.size());
            // Not whole is only what a crash left of at-least-once: the window is counted anew, as its events come
            // again.
            Pieces.join(found).ifPresentOrElse(counts -> visitor.accept(window, counts), () -> delete(window));
        });
    }

    void put(WindowKey window, byte[] counts) {
        if (counts.length <= Pieces.MOST_BYTES) {
            deletePieces(window, 0);
            store.put(Bytes.wrap(window.toBytes()), counts);
            return;
        }
        if (!pieces.containsKey(window)) {
            store.delete(Bytes.wrap(window.toBytes()));
        }
        List<byte[]> parts = Pieces.of(counts);
        deletePieces(window, parts.size());
        for (int index = 0; index < parts.size(); index++) {
            store.put(piece(window, index), parts.get(index));
        }
        pieces.put(window, parts.size());
    }

    void delete(WindowKey window) {
        deletePieces(window, 0);
        store.delete(Bytes.wrap(window.toBytes()));
    }

    private void deletePieces(WindowKey window, int from) {
        Integer before = pieces.remove(window);
        for (int index = from; before != null && index < before; index++) {
            store.delete(piece(window, index));
        }
    }

    private static Bytes piece(WindowKey window, int index) {
        String key = new String(window.toBytes(), StandardCharsets.UTF_8) + (char) SEPARATOR + index;
        return Bytes.wrap(key.getBytes(StandardCharsets.UTF_8));
    }

    private static WindowKey windowOfPiece(byte[] key) {
        int end = key.length - 1;
        while (key[end] != SEPARATOR) {
            end--;
        }
        return WindowKey.of(Arrays.copyOf(key, end));
    }
}
