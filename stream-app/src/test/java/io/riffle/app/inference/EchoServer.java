package io.riffle.app.inference;

import io.riffle.app.http.Health;
import io.riffle.app.http.HealthSource;
import io.riffle.app.http.HttpServer;
import io.riffle.config.HttpAccount;
import io.riffle.config.HttpConfig;
import io.riffle.config.HttpLimits;
import io.riffle.config.HttpRole;
import io.riffle.config.InferenceConfig;
import io.riffle.metrics.ServingMetrics;
import io.riffle.scoring.ActiveModels;
import io.riffle.scoring.Scorer;
import io.riffle.settings.Secret;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A model behind real HTTP, and a caller of it that says with each header what it wants. */
final class EchoServer implements AutoCloseable {
    private static final String TOKEN = "reader-token-0123456789";

    private final Inference inference;
    private final HttpServer server;
    private final HttpClient client = HttpClient.newHttpClient();

    EchoServer(Scorer model) throws IOException {
        inference = new Inference(
                ActiveModels.only(model), InferenceConfig.DEFAULT, 64, Duration.ofSeconds(20), ServingMetrics.NONE);
        HttpConfig http = new HttpConfig(
                "127.0.0.1",
                0,
                HttpLimits.DEFAULT,
                List.of(new HttpAccount("r", HttpAccount.Kind.TOKEN, HttpRole.READ, new Secret(TOKEN))),
                Optional.empty());
        server = new HttpServer(
                http, ServingMetrics.NONE, entry -> {}, List.of(new InferenceResource(inference, health())));
    }

    /** @param headers names and values */
    HttpResponse<byte[]> post(String path, byte[] body, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                .header("Authorization", "Bearer " + TOKEN)
                .POST(BodyPublishers.ofByteArray(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), BodyHandlers.ofByteArray());
    }

    private static HealthSource health() {
        return new HealthSource() {
            @Override
            public Health live() {
                return new Health(List.of());
            }

            @Override
            public Health ready() {
                return live();
            }

            @Override
            public Health started() {
                return live();
            }
        };
    }

    @Override
    public void close() {
        server.close();
        inference.close();
    }
}
