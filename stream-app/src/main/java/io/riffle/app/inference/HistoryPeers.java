package io.riffle.app.inference;

import io.riffle.app.http.RequestException;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The other instances of the pipeline. Thread-safe. */
public interface HistoryPeers {
    /**
     * Asks one instance for the histories that it keeps; entities without history are left out.
     *
     * @param caller the {@code Authorization} header of the caller
     * @param until end of the request, by {@link System#nanoTime}
     * @throws RequestException 503 if it does not answer by then
     */
    Map<String, byte[]> read(String host, int port, Collection<String> entities, @Nullable String caller, long until);
}
