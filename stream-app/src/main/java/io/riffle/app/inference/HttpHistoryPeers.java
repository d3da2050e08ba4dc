package io.riffle.app.inference;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.riffle.app.http.RequestException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** Asks other instances by {@code POST /histories} of {@link HistoriesResource}, in the name of the caller. */
public final class HttpHistoryPeers implements HistoryPeers {
    /** An instance in the same network connects in a millisecond; one that is gone must not use up the deadline. */
    private static final Duration CONNECT = Duration.ofSeconds(1);

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final TypeReference<Map<String, byte[]>> RECORDS = new TypeReference<>() {};

    private final HttpClient client;
    private final String scheme;

    /** @param tls whom to trust where the instances serve HTTPS; null if they serve HTTP */
    public HttpHistoryPeers(@Nullable SSLContext tls) {
        HttpClient.Builder builder =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(CONNECT);
        client = tls == null ? builder.build() : builder.sslContext(tls).build();
        scheme = tls == null ? "http" : "https";
    }

    @Override
    public Map<String, byte[]> read(
            String host, int port, Collection<String> entities, @Nullable String caller, long until) {
        String peer = host + ":" + port;
        try {
            HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(scheme + "://" + peer + "/histories"))
                    .timeout(left(until))
                    .POST(BodyPublishers.ofByteArray(JSON.writeValueAsBytes(entities)));
            if (caller != null) {
                request.header("Authorization", caller);
            }
            HttpResponse<byte[]> answer = client.send(request.build(), BodyHandlers.ofByteArray());
            if (answer.statusCode() != 200) {
                throw silent(peer, "answered " + answer.statusCode());
            }
            return JSON.readValue(answer.body(), RECORDS);
        } catch (IOException | IllegalArgumentException unreachable) {
            throw silent(peer, String.valueOf(unreachable.getMessage()));
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw silent(peer, "this one is stopping");
        }
    }

    /** An instance that is slow must not make the request later than those before it have left time. */
    private static Duration left(long until) {
        long left = until - System.nanoTime();
        if (left <= 0) {
            throw new RequestException(504, "the answer must be there within http.deadline: was not");
        }
        return Duration.ofNanos(left);
    }

    private static RequestException silent(String peer, String found) {
        return RequestException.unavailable(
                "the instance at " + peer + ", which keeps the history, must answer: " + found + " (try again)");
    }
}
