package io.riffle.history;

import io.riffle.window.EntityHistory;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the windows of the stored histories store, kept beside them, so that a start under other windows can tell what
 * begins anew. The records themselves know it each.
 */
final class DeclarationStore {
    /** No text in UTF-8 has this byte, so no entity has this key. */
    private static final Bytes KEY = Bytes.wrap(new byte[] {(byte) 0xFF});

    private static final Logger LOG = LoggerFactory.getLogger(DeclarationStore.class);

    private final KeyValueStore<Bytes, byte[]> store;
    private final String declaration;
    private boolean stored;

    DeclarationStore(KeyValueStore<Bytes, byte[]> store, EntityHistory history) {
        this.store = store;
        this.declaration = history.declaration();
    }

    static boolean isKey(Bytes key) {
        return key.equals(KEY);
    }

    /** What begins anew; also told in the log, with the task. */
    List<String> tellBegunAnew(EntityHistory history, Object task) {
        byte[] before = store.get(KEY);
        stored = before != null && declaration.equals(new String(before, StandardCharsets.UTF_8));
        List<String> anew = before == null ? List.of() : history.begunAnew(new String(before, StandardCharsets.UTF_8));
        if (!anew.isEmpty()) {
            LOG.warn(
                    "history begins anew for windows that were declared otherwise before, and predictions are marked"
                            + " history_incomplete until these are whole: {} (task {})",
                    String.join("; ", anew),
                    task);
        }
        return anew;
    }

    /** Called before a history is written, so that a start without events leaves the store as it is. */
    void keep() {
        if (!stored) {
            store.put(KEY, declaration.getBytes(StandardCharsets.UTF_8));
            stored = true;
        }
    }
}
