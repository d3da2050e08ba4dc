package io.riffle.enrichment.redis;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Stands between a client and a server, and adds bytes to what the server says. */
final class GarblingProxy implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(GarblingProxy.class);
    private static final byte[] NOTHING = {};

    private final ServerSocket listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final Set<Socket> clients = ConcurrentHashMap.newKeySet();
    private final AtomicReference<byte[]> garbage = new AtomicReference<>(NOTHING);
    private final int server;

    GarblingProxy(int server) throws IOException {
        this.server = server;
        start(this::accept);
    }

    int port() {
        return listening.getLocalPort();
    }

    /** Says this before the next answer. */
    void garbleNext(byte[] bytes) {
        garbage.set(bytes);
    }

    private interface Work {
        void run() throws IOException;
    }

    /** Ends with its sockets. */
    private static void start(Work work) {
        Thread thread = new Thread(() -> {
            try {
                work.run();
            } catch (IOException closed) {
                LOG.debug("a connection has ended: {}", closed.getMessage());
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() throws IOException {
        while (true) {
            Socket client = listening.accept();
            Socket upstream = new Socket(InetAddress.getLoopbackAddress(), server);
            clients.add(client);
            start(() -> copy(client, upstream));
            start(() -> copy(upstream, client));
        }
    }

    private void copy(Socket from, Socket to) throws IOException {
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] buffer = new byte[8_192];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                if (!clients.contains(from)) {
                    out.write(garbage.getAndSet(NOTHING));
                }
                out.write(buffer, 0, read);
                out.flush();
            }
        } finally {
            clients.remove(from);
            clients.remove(to);
        }
    }

    @Override
    public void close() throws IOException {
        listening.close();
        for (Socket client : clients) {
            client.close();
        }
    }
}
