package io.riffle.format.registry;

import io.riffle.config.event.RegistryAccess;
import io.riffle.config.event.RegistryConfig;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** Requests to a registry: with its certificates and credentials, within its time and of bounded size. */
final class RegistryHttp {
    /** Far above any schema; an answer of more is none. */
    private static final int MOST_BYTES = 4 << 20;

    private final RegistryConfig config;
    private final HttpClient client;
    private final Optional<String> authorization;

    /** What was answered. */
    record Answer(int status, byte[] body) {
        String text() {
            return new String(body, StandardCharsets.UTF_8);
        }
    }

    RegistryHttp(RegistryConfig config) {
        this.config = config;
        HttpClient.Builder builder =
                HttpClient.newBuilder().connectTimeout(config.timeout()).followRedirects(HttpClient.Redirect.NEVER);
        config.access().trust().ifPresent(file -> builder.sslContext(trusting(file)));
        client = builder.build();
        authorization = authorization(config.access());
    }

    Answer get(String path) throws IOException, InterruptedException {
        return send(request(path).GET());
    }

    Answer post(String path, String json) throws IOException, InterruptedException {
        return send(request(path)
                .header("Content-Type", "application/vnd.schemaregistry.v1+json")
                .POST(HttpRequest.BodyPublishers.ofString(json)));
    }

    private HttpRequest.Builder request(String path) {
        String base = config.url().toString().replaceFirst("/+$", "");
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path))
                .timeout(config.timeout())
                .header("Accept", "application/vnd.schemaregistry.v1+json, application/json, */*;q=0.5");
        authorization.ifPresent(value -> request.header("Authorization", value));
        return request;
    }

    /** The time limit is for everything: a request's own ends with the answer's head. */
    private Answer send(HttpRequest.Builder request) throws IOException, InterruptedException {
        Future<Answer> answer =
                client.sendAsync(request.build(), BodyHandlers.ofInputStream()).thenApplyAsync(RegistryHttp::read);
        try {
            return answer.get(config.timeout().toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException late) {
            throw new IOException("no answer within " + config.timeout().toMillis() + " ms", late);
        } catch (ExecutionException failed) {
            Throwable cause = failed.getCause() == null ? failed : failed.getCause();
            String message = cause.getMessage();
            throw new IOException(
                    message == null || message.isBlank() ? cause.getClass().getSimpleName() : message, failed);
        } finally {
            answer.cancel(true);
        }
    }

    private static Answer read(HttpResponse<InputStream> response) {
        try (InputStream body = response.body()) {
            byte[] bytes = body.readNBytes(MOST_BYTES + 1);
            if (bytes.length > MOST_BYTES) {
                throw new UncheckedIOException(
                        new IOException("an answer must have at most " + MOST_BYTES + " bytes: has more"));
            }
            return new Answer(response.statusCode(), bytes);
        } catch (IOException cut) {
            throw new UncheckedIOException(cut);
        }
    }

    private static Optional<String> authorization(RegistryAccess access) {
        if (access.token().isPresent()) {
            return Optional.of("Bearer " + access.token().get().reveal());
        }
        return access.user().map(user -> {
            String pair = user + ":" + access.password().orElseThrow().reveal();
            return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
        });
    }

    private static SSLContext trusting(Path file) {
        try (InputStream pem = Files.newInputStream(file)) {
            KeyStore authorities = KeyStore.getInstance(KeyStore.getDefaultType());
            authorities.load(null, null);
            int number = 0;
            for (Certificate certificate :
                    CertificateFactory.getInstance("X.509").generateCertificates(pem)) {
                authorities.setCertificateEntry("authority-" + number++, certificate);
            }
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(authorities);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (IOException | GeneralSecurityException unreadable) {
            throw new IllegalArgumentException(
                    "event.registry.trust must be a PEM file of certificates: " + unreadable.getMessage() + " (" + file
                            + ")",
                    unreadable);
        }
    }
}
