package io.riffle.app.grpc;

import io.grpc.InsecureServerCredentials;
import io.grpc.Server;
import io.grpc.ServerCredentials;
import io.grpc.TlsServerCredentials;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.riffle.app.http.HealthSource;
import io.riffle.app.http.ReadAccess;
import io.riffle.app.inference.Inference;
import io.riffle.config.HttpConfig;
import io.riffle.config.Secret;
import io.riffle.config.TlsConfig;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves {@link InferenceService} on the host of the HTTP server, for the same accounts and under the same limits. The
 * certificate is read at the start.
 */
public final class GrpcServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(GrpcServer.class);
    private static final int THREADS = 16;
    private static final int CALLS_PER_CONNECTION = 64;

    private final Server server;
    private final ExecutorService threads;

    private GrpcServer(Server server, ExecutorService threads) {
        this.server = server;
        this.threads = threads;
    }

    /**
     * Starts serving.
     *
     * @param port 0 picks a free one
     * @throws IOException when the address or the certificate cannot be used, with a message for the user
     */
    public static GrpcServer start(HttpConfig http, int port, Inference inference, HealthSource health)
            throws IOException {
        ServerCredentials credentials =
                http.tls().isPresent() ? credentials(http.tls().get()) : InsecureServerCredentials.create();
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        Server server = NettyServerBuilder.forAddress(new InetSocketAddress(http.host(), port), credentials)
                .addService(new InferenceService(inference, health))
                .intercept(new AccessInterceptor(new ReadAccess(http)))
                .executor(threads)
                .maxInboundMessageSize((int) http.limits().maxBody())
                .maxConcurrentCallsPerConnection(CALLS_PER_CONNECTION)
                .build();
        try {
            server.start();
        } catch (IOException occupied) {
            threads.shutdownNow();
            throw new IOException(
                    "http.grpc-port must be free: cannot listen on " + http.host() + ":" + port + ": "
                            + occupied.getMessage(),
                    occupied);
        }
        LOG.info("grpc: listening on {}:{}", http.host(), server.getPort());
        return new GrpcServer(server, threads);
    }

    private static ServerCredentials credentials(TlsConfig tls) throws IOException {
        if (!tls.isKeyStore()) {
            return TlsServerCredentials.create(
                    tls.certificate().toFile(), tls.key().orElseThrow().toFile());
        }
        try (InputStream file = Files.newInputStream(tls.certificate())) {
            char[] password = tls.password().map(Secret::reveal).orElse("").toCharArray();
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(file, password);
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(store, password);
            return TlsServerCredentials.newBuilder()
                    .keyManager(keys.getKeyManagers())
                    .build();
        } catch (GeneralSecurityException unusable) {
            throw new IOException("http.tls.certificate must be usable for gRPC: " + unusable.getMessage(), unusable);
        }
    }

    /** The port that was chosen where the setting is 0. */
    public int port() {
        return server.getPort();
    }

    /** Lets calls in hand end, briefly. */
    @Override
    public void close() {
        server.shutdown();
        try {
            if (!server.awaitTermination(5, TimeUnit.SECONDS)) {
                server.shutdownNow();
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            server.shutdownNow();
        }
        threads.shutdownNow();
    }
}
