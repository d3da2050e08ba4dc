package io.riffle.app.inference;

import io.riffle.app.http.HttpServer;
import io.riffle.app.http.RequestException;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * Asks the other instances with less than half of the threads that answer HTTP: two instances whose threads all waited for
 * each other's histories would have none to answer with.
 */
public final class FewPeers implements HistoryPeers {
    /** Two of the threads are the server's own. */
    private static final int AT_ONCE = (HttpServer.MOST_THREADS - 2) / 2;

    private final HistoryPeers peers;
    private final Semaphore free = new Semaphore(AT_ONCE);

    public FewPeers(HistoryPeers peers) {
        this.peers = peers;
    }

    @Override
    public Map<String, byte[]> read(
            String host, int port, Collection<String> entities, @Nullable String caller, long until) {
        if (!free.tryAcquire()) {
            throw RequestException.unavailable(
                    "at most " + AT_ONCE + " requests may wait for histories of other instances at once: try again");
        }
        try {
            return peers.read(host, port, entities, caller, until);
        } finally {
            free.release();
        }
    }
}
