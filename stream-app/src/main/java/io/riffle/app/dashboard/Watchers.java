package io.riffle.app.dashboard;

import io.javalin.http.sse.SseClient;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Those who watch, all sent the same text. Their number is bounded; one that is slow misses snapshots and holds up nobody
 * else.
 */
final class Watchers implements AutoCloseable {
    private final int most;
    private final Map<SseClient, AtomicBoolean> busy = new ConcurrentHashMap<>();
    private final ExecutorService senders;

    Watchers(int most) {
        this.most = most;
        senders = Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "dashboard-send");
            thread.setDaemon(true);
            return thread;
        });
    }

    boolean none() {
        return busy.isEmpty();
    }

    /** Takes one more in, and sends it the first snapshot; if there is no place it is told so and let go. */
    void add(SseClient client, String first) {
        if (busy.size() >= most) {
            client.sendEvent("busy", Integer.toString(most));
            client.close();
            return;
        }
        client.keepAlive();
        client.onClose(() -> busy.remove(client));
        client.sendEvent("snapshot", first);
        busy.put(client, new AtomicBoolean());
    }

    void send(String snapshot) {
        busy.forEach((client, sending) -> {
            if (sending.compareAndSet(false, true)) {
                senders.execute(() -> send(client, snapshot, sending));
            }
        });
    }

    private void send(SseClient client, String snapshot, AtomicBoolean sending) {
        if (client.terminated()) {
            busy.remove(client);
            return;
        }
        client.sendEvent("snapshot", snapshot);
        sending.set(false);
    }

    @Override
    public void close() {
        busy.keySet().forEach(SseClient::close);
        senders.shutdownNow();
    }
}
