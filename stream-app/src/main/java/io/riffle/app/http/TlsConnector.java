package io.riffle.app.http;

import io.riffle.config.HttpConfig;
import io.riffle.config.Secret;
import io.riffle.config.TlsConfig;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Listens with TLS 1.2 or 1.3. Certificate files that change are read again; where the new ones are unusable the old
 * certificate stays in use and the log says so.
 */
final class TlsConnector implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TlsConnector.class);
    private static final long CHECK_SECONDS = 5;
    private static final String IN_MEMORY_PASSWORD = "in-memory-only";

    private final HttpConfig http;
    private final TlsConfig tls;
    private final SslContextFactory.Server ssl = new SslContextFactory.Server();
    private final ScheduledExecutorService reloader = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "tls-reload");
        thread.setDaemon(true);
        return thread;
    });
    private List<FileTime> loaded;
    private @Nullable ServerConnector connector;

    /** @throws IOException with a message for the user where the certificate cannot be used */
    TlsConnector(HttpConfig http, TlsConfig tls) throws IOException {
        this.http = http;
        this.tls = tls;
        loaded = times();
        ssl.setIncludeProtocols("TLSv1.3", "TLSv1.2");
        use(ssl, keyStore());
        ScheduledFuture<?> unused =
                reloader.scheduleWithFixedDelay(this::reloadIfChanged, CHECK_SECONDS, CHECK_SECONDS, TimeUnit.SECONDS);
    }

    Connector connector(Server server, HttpConfiguration configuration) {
        HttpConfiguration secure = new HttpConfiguration(configuration);
        secure.addCustomizer(new SecureRequestCustomizer(false));
        ServerConnector created = new ServerConnector(server, ssl, new HttpConnectionFactory(secure));
        created.setHost(http.host());
        created.setPort(http.port());
        connector = created;
        return created;
    }

    int port() {
        if (connector == null) {
            throw new IllegalStateException("the port is known once the server listens");
        }
        return connector.getLocalPort();
    }

    /** Reads the files again where one has changed; connections from now on get the new certificate. */
    void reloadIfChanged() {
        try {
            List<FileTime> now = times();
            if (!now.equals(loaded)) {
                KeyStore store = keyStore();
                ssl.reload(factory -> use(factory, store));
                loaded = now;
                LOG.info("http: certificate {} was read again", tls.certificate());
            }
        } catch (Exception unusable) {
            LOG.warn("http: the certificate in use stays, the new one is unusable: {}", unusable.getMessage());
        }
    }

    private void use(SslContextFactory factory, KeyStore store) {
        factory.setKeyStore(store);
        factory.setKeyStorePassword(password());
    }

    private KeyStore keyStore() throws IOException {
        try {
            return tls.isKeyStore() ? pkcs12() : pem();
        } catch (NoSuchFileException missing) {
            throw new IOException("http.tls must name files that exist: no " + missing.getFile(), missing);
        }
    }

    private KeyStore pem() throws IOException {
        Path key = tls.key().orElseThrow();
        return PemKeyStore.read(tls.certificate(), key, password().toCharArray());
    }

    private KeyStore pkcs12() throws IOException {
        try (InputStream file = Files.newInputStream(tls.certificate())) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(file, password().toCharArray());
            return store;
        } catch (GeneralSecurityException unusable) {
            throw new IOException("http.tls.certificate must be a PKCS#12 file: " + unusable.getMessage(), unusable);
        }
    }

    private String password() {
        return tls.password().map(Secret::reveal).orElse(IN_MEMORY_PASSWORD);
    }

    private List<FileTime> times() throws IOException {
        List<Path> files = new ArrayList<>(List.of(tls.certificate()));
        tls.key().ifPresent(files::add);
        List<FileTime> times = new ArrayList<>();
        for (Path file : files) {
            if (!Files.isReadable(file)) {
                throw new IOException("http.tls must name readable files: cannot read " + file);
            }
            times.add(Files.getLastModifiedTime(file));
        }
        return times;
    }

    @Override
    public void close() {
        reloader.shutdownNow();
    }
}
