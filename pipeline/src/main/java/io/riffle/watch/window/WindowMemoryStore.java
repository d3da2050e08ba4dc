package io.riffle.watch.window;

import java.util.ArrayList;
import java.util.List;

/** Keeps what verdicts remember, among the merged windows, under a kind of their own. */
final class WindowMemoryStore {
    private static final String KIND = "remembered-of-";

    private final MergedWindowStore store;

    WindowMemoryStore(MergedWindowStore store) {
        this.store = store;
    }

    /** What is remembered of the windows before one, the latest first; those of which nothing is are left out. */
    List<RememberedWindow> before(WindowKind<?> kind, WindowKey key) {
        List<RememberedWindow> found = new ArrayList<>();
        WindowMemory memory = kind.memory();
        long start = memory.latestBefore(key);
        for (int back = 0; back < memory.windows(); back++) {
            long at = start - back * memory.stride(key.size());
            store.read(place(key, at)).parts().values().forEach(bytes -> found.add(new RememberedWindow(at, bytes)));
        }
        return found;
    }

    /** In the place of what an earlier revision left. */
    void remember(WindowKind<?> kind, WindowKey key, byte[] memory) {
        if (kind.memory().holds(key)) {
            store.put(place(key, key.start()), 0, memory, false);
        }
    }

    /** Whether something is remembered of a window of that kind that no verdict from a window on will need. */
    static boolean isOver(WindowKey remembered, WindowKind<?> kind, WindowKey judged) {
        long kept = kind.memory().windows() * kind.memory().stride(judged.size());
        return remembered.kind().equals(KIND + kind.name()) && remembered.start() < judged.start() - kept;
    }

    private static WindowKey place(WindowKey key, long start) {
        return new WindowKey(
                KIND + key.kind(), key.model(), key.version(), key.variant(), key.layout(), start, key.size());
    }
}
