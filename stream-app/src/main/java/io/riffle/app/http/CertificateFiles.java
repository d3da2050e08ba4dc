package io.riffle.app.http;

import io.riffle.config.TlsConfig;
import io.riffle.settings.Secret;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.KeyStoreException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The files of {@code http.tls}. They are read again when they change; where the new ones are unusable, the server is not
 * told, keeps what it has, and the log says so.
 */
public final class CertificateFiles implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CertificateFiles.class);
    private static final long CHECK_SECONDS = 5;
    private static final String IN_MEMORY_PASSWORD = "in-memory-only";

    private final String server;
    private final TlsConfig tls;
    private final User user;
    private final ScheduledExecutorService reloader;
    private List<FileTime> loaded;

    /** A server that shows the certificate to clients that connect from now on. */
    @FunctionalInterface
    public interface User {
        /** Shows it from now on; where that throws, the server goes on with what it had. */
        void use(KeyStore store, char[] password) throws Exception;
    }

    /**
     * Hands the certificate to its user, at once and whenever it changes.
     *
     * @param server as the log calls it
     * @throws IOException with a message for the operator where the certificate cannot be used
     */
    public CertificateFiles(String server, TlsConfig tls, User user) throws IOException {
        this.server = server;
        this.tls = tls;
        this.user = user;
        loaded = times();
        handOver(keyStore());
        reloader = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "tls-reload-" + server);
            thread.setDaemon(true);
            return thread;
        });
        ScheduledFuture<?> unused =
                reloader.scheduleWithFixedDelay(this::reloadIfChanged, CHECK_SECONDS, CHECK_SECONDS, TimeUnit.SECONDS);
    }

    /** Reads the files again where one has changed; happens by itself every few seconds. */
    public synchronized void reloadIfChanged() {
        try {
            List<FileTime> now = times();
            if (!now.equals(loaded)) {
                user.use(keyStore(), password());
                loaded = now;
                LOG.info("{}: certificate {} was read again", server, tls.certificate());
            }
        } catch (Exception unusable) {
            LOG.warn("{}: the certificate in use stays, the new one is unusable: {}", server, unusable.getMessage());
        }
    }

    private void handOver(KeyStore store) throws IOException {
        try {
            user.use(store, password());
        } catch (Exception unusable) {
            throw new IOException(
                    "http.tls must be usable by the " + server + " server: " + unusable.getMessage(), unusable);
        }
    }

    private KeyStore keyStore() throws IOException {
        try {
            KeyStore store = tls.isKeyStore() ? pkcs12() : pem();
            warnOfAge(store);
            return store;
        } catch (NoSuchFileException missing) {
            throw new IOException("http.tls must name files that exist: no " + missing.getFile(), missing);
        }
    }

    /** It is used all the same: what to do about a refused caller is not for a start-up to decide. */
    private void warnOfAge(KeyStore store) throws IOException {
        try {
            for (String alias : Collections.list(store.aliases())) {
                if (store.getCertificate(alias) instanceof X509Certificate shown
                        && shown.getNotAfter().toInstant().isBefore(Instant.now())) {
                    LOG.warn(
                            "{}: callers will refuse the certificate {}: it expired on {}",
                            server,
                            tls.certificate(),
                            shown.getNotAfter().toInstant());
                }
            }
        } catch (KeyStoreException unusable) {
            throw new IOException("http.tls must hold a certificate: " + unusable.getMessage(), unusable);
        }
    }

    private KeyStore pem() throws IOException {
        return PemKeyStore.read(tls.certificate(), tls.key().orElseThrow(), password());
    }

    private KeyStore pkcs12() throws IOException {
        try (InputStream file = Files.newInputStream(tls.certificate())) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(file, password());
            return store;
        } catch (GeneralSecurityException | EOFException unusable) {
            throw new IOException(
                    "http.tls.certificate must be a PKCS#12 file: " + tls.certificate() + " is not", unusable);
        }
    }

    private char[] password() {
        return tls.password().map(Secret::reveal).orElse(IN_MEMORY_PASSWORD).toCharArray();
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
