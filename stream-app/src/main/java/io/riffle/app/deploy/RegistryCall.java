package io.riffle.app.deploy;

import io.riffle.settings.Secret;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;

/**
 * Calls of a registry: bounded, and to its own address only, since a redirect is not followed and so carries no credential
 * elsewhere.
 */
final class RegistryCall {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final URI server;
    private final Optional<Secret> token;
    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(TIMEOUT).build();

    /**
     * A registry.
     *
     * @param server without a path, or with one that all calls begin with
     * @param token sent as a bearer token
     * @throws IOException if the address is no http or https URL, or has credentials in it
     */
    RegistryCall(String server, Optional<Secret> token) throws IOException {
        if (token.isPresent() && !token.get().reveal().matches("[\\x21-\\x7e]+")) {
            throw new IOException("the registry's token must be printable characters without spaces: is not");
        }
        this.server = address(server);
        this.token = token;
    }

    private static URI address(String text) throws IOException {
        URI address;
        try {
            address = URI.create(text.replaceFirst("/+$", ""));
        } catch (IllegalArgumentException malformed) {
            // Its message would have the address, and what secrets are in it.
            throw new IOException("the registry must be an http or https URL: is none");
        }
        boolean http = "http".equals(address.getScheme()) || "https".equals(address.getScheme());
        if (!http || address.getHost() == null || address.getUserInfo() != null) {
            throw new IOException("the registry must be an http or https URL with a host and without credentials: has"
                    + " scheme " + address.getScheme() + " and host " + address.getHost());
        }
        return address;
    }

    /** The body of the answer; refused while it is read if it is larger. */
    byte[] get(String path, long maxBytes) throws IOException, InterruptedException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(server + path)).timeout(TIMEOUT);
        token.ifPresent(secret -> request.header("Authorization", "Bearer " + secret.reveal()));
        HttpResponse<InputStream> response = client.send(request.build(), BodyHandlers.ofInputStream());
        try (InputStream body = response.body()) {
            if (response.statusCode() != 200) {
                throw new IOException("the registry must answer " + path + " with status 200: was "
                        + response.statusCode() + (response.statusCode() == 401 ? " (set MLFLOW_TRACKING_TOKEN)" : ""));
            }
            byte[] bytes = body.readNBytes((int) Math.min(maxBytes + 1, Integer.MAX_VALUE - 8));
            if (bytes.length > maxBytes) {
                throw new IOException("the answer to " + path + " must have at most " + maxBytes + " bytes: has more");
            }
            return bytes;
        }
    }
}
