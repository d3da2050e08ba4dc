package io.riffle.app.grpc;

import io.grpc.DecompressorRegistry;
import io.grpc.InsecureServerCredentials;
import io.grpc.Server;
import io.grpc.ServerCredentials;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.riffle.app.http.HealthSource;
import io.riffle.app.http.ReadAccess;
import io.riffle.app.inference.Inference;
import io.riffle.config.HttpConfig;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves {@link InferenceService} on the host of the HTTP server, for the same accounts and under the same limits and
 * with the same certificate, which is read again when it changes.
 */
public final class GrpcServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(GrpcServer.class);
    private static final int THREADS = 16;
    private static final int CALLS_PER_CONNECTION = 64;

    private final Server server;
    private final ExecutorService threads;
    private final Optional<GrpcCertificate> certificate;

    private GrpcServer(Server server, ExecutorService threads, Optional<GrpcCertificate> certificate) {
        this.server = server;
        this.threads = threads;
        this.certificate = certificate;
    }

    /**
     * Starts serving.
     *
     * @param port 0 picks a free one
     * @throws IOException when the address or the certificate cannot be used, with a message for the user
     */
    public static GrpcServer start(HttpConfig http, int port, Inference inference, HealthSource health)
            throws IOException {
        Optional<GrpcCertificate> certificate = http.tls().isPresent()
                ? Optional.of(new GrpcCertificate(http.tls().get()))
                : Optional.empty();
        ServerCredentials credentials =
                certificate.map(GrpcCertificate::credentials).orElseGet(InsecureServerCredentials::create);
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        Server server = NettyServerBuilder.forAddress(new InetSocketAddress(http.host(), port), credentials)
                .addService(new InferenceService(inference, health))
                .intercept(new AccessInterceptor(new ReadAccess(http)))
                .executor(threads)
                .decompressorRegistry(DecompressorRegistry.getDefaultInstance().with(new Deflate(), true))
                .maxInboundMessageSize((int) http.limits().maxBody())
                .maxConcurrentCallsPerConnection(CALLS_PER_CONNECTION)
                .build();
        try {
            server.start();
        } catch (IOException occupied) {
            threads.shutdownNow();
            certificate.ifPresent(GrpcCertificate::close);
            throw new IOException(
                    "http.grpc-port must be free: cannot listen on " + http.host() + ":" + port + ": "
                            + occupied.getMessage(),
                    occupied);
        }
        LOG.info("grpc: listening on {}:{}", http.host(), server.getPort());
        return new GrpcServer(server, threads, certificate);
    }

    /** Reads the certificate files again where they have changed; happens by itself every few seconds. */
    void reloadCertificate() {
        certificate.ifPresent(GrpcCertificate::reloadIfChanged);
    }

    /** The port that was chosen where the setting is 0. */
    public int port() {
        return server.getPort();
    }

    /** Lets calls in hand end, briefly. */
    @Override
    public void close() {
        certificate.ifPresent(GrpcCertificate::close);
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
