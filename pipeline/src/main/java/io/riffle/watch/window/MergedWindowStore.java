package io.riffle.watch.window;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.apache.kafka.common.serialization.BytesSerializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * The merged windows. What is known of a window stands under its key; the part of each partition is a record of its own,
 * or several: a window of many partitions would be more than a changelog takes, and one part should not write all the
 * others again.
 *
 * <pre>
 * window                       revision, whether it changed (and, by earlier versions, all parts)
 * window 0 source 0 index      a piece of the source's part
 * window 0 "~" source 0 index  a piece of the part that is to replace it, until it is whole
 * </pre>
 */
final class MergedWindowStore {
    private static final String SEPARATOR = "\u0000";
    private static final String INCOMING = "~";

    private final KeyValueStore<Bytes, byte[]> store;

    MergedWindowStore(KeyValueStore<Bytes, byte[]> store) {
        this.store = store;
    }

    /** What is known of a window; empty parts if nothing is. */
    MergedWindow read(WindowKey window) {
        MergedWindow head = head(window);
        Map<String, List<byte[]>> pieces = new HashMap<>();
        forEachPiece(
                prefix(window, ""),
                (key, piece) -> pieces.computeIfAbsent(place(key), none -> new ArrayList<>())
                        .add(piece));
        Map<Integer, byte[]> parts = new TreeMap<>(head.parts());
        pieces.forEach((place, found) -> {
            if (!place.startsWith(INCOMING)) {
                Pieces.join(found).ifPresent(part -> parts.put(Integer.parseInt(place), part));
            }
        });
        return new MergedWindow(head.revision(), head.changed(), parts);
    }

    /** Takes the part of a source in the place of the one before. */
    void put(WindowKey window, int source, byte[] counts, boolean changed) {
        MergedWindow head = head(window);
        Map<Integer, byte[]> parts = new TreeMap<>(head.parts());
        parts.put(source, counts);
        parts.forEach((each, part) -> replace(prefix(window, Integer.toString(each)), Pieces.of(part)));
        putHead(window, new MergedWindow(head.revision(), changed, Map.of()));
    }

    /** Keeps a piece of a part; the part once it is whole. */
    Optional<byte[]> collect(WindowKey window, int source, byte[] piece) {
        String place = prefix(window, INCOMING + source);
        store.put(key(place, Pieces.index(piece)), piece);
        List<byte[]> pieces = new ArrayList<>();
        forEachPiece(place, (key, found) -> pieces.add(found));
        Optional<byte[]> whole = Pieces.join(pieces);
        if (whole.isPresent()) {
            replace(place, List.of());
        }
        return whole;
    }

    /** The window has been judged as it is. */
    MergedWindow judged(WindowKey window) {
        MergedWindow judged = read(window).judged();
        putHead(window, new MergedWindow(judged.revision(), false, head(window).parts()));
        return judged;
    }

    void delete(WindowKey window) {
        replace(prefix(window, ""), List.of());
        store.delete(Bytes.wrap(window.toBytes()));
    }

    /** Shows every window, without its parts. */
    void forEach(BiConsumer<WindowKey, MergedWindow> visitor) {
        try (KeyValueIterator<Bytes, byte[]> all = store.all()) {
            while (all.hasNext()) {
                KeyValue<Bytes, byte[]> each = all.next();
                WindowKey.ofWhole(each.key.get()).ifPresent(key -> visitor.accept(key, MergedWindow.read(each.value)));
            }
        }
    }

    private MergedWindow head(WindowKey window) {
        return MergedWindow.read(store.get(Bytes.wrap(window.toBytes())));
    }

    private void putHead(WindowKey window, MergedWindow head) {
        store.put(Bytes.wrap(window.toBytes()), head.toBytes());
    }

    private void replace(String place, List<byte[]> pieces) {
        List<Bytes> before = new ArrayList<>();
        forEachPiece(place, (key, piece) -> before.add(key));
        for (int index = 0; index < pieces.size(); index++) {
            Bytes key = key(place, index);
            store.put(key, pieces.get(index));
            before.remove(key);
        }
        before.forEach(store::delete);
    }

    private void forEachPiece(String place, BiConsumer<Bytes, byte[]> visitor) {
        Bytes prefix = Bytes.wrap(place.getBytes(StandardCharsets.UTF_8));
        List<KeyValue<Bytes, byte[]>> found = new ArrayList<>();
        try (KeyValueIterator<Bytes, byte[]> pieces = store.prefixScan(prefix, new BytesSerializer())) {
            pieces.forEachRemaining(found::add);
        }
        found.forEach(piece -> visitor.accept(piece.key, piece.value));
    }

    /** @param place empty for all places of the window */
    private static String prefix(WindowKey window, String place) {
        String start = new String(window.toBytes(), StandardCharsets.UTF_8) + SEPARATOR;
        return place.isEmpty() ? start : start + place + SEPARATOR;
    }

    private static Bytes key(String place, int index) {
        return Bytes.wrap((place + index).getBytes(StandardCharsets.UTF_8));
    }

    private static String place(Bytes key) {
        String[] parts = new String(key.get(), StandardCharsets.UTF_8).split(SEPARATOR, -1);
        return parts[parts.length - 2];
    }
}
