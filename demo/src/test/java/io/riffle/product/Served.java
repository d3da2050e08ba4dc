package io.riffle.product;

import com.fasterxml.jackson.databind.JsonNode;
import io.riffle.app.run.ScoringApplication;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;

/** What an instance serves over HTTP. */
record Served(ScoringApplication application) {
    String page(String path) throws Exception {
        URI uri = URI.create("http://127.0.0.1:" + application.httpPort() + path);
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString())
                .body();
    }

    /** What readiness says of one of its parts. */
    JsonNode ready(String part) throws Exception {
        for (JsonNode check :
                DeployedStream.JSON.readTree(page("/health/ready")).get("checks")) {
            if (check.get("name").textValue().equals(part)) {
                return check.get("data");
            }
        }
        throw new AssertionError("no " + part + " in health");
    }

    /** The sum over all series of a metric. */
    double metric(String name) throws Exception {
        return page("/metrics")
                .lines()
                .filter(line -> line.startsWith(name + "{"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }
}
