package io.riffle.product;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.riffle.app.deploy.Deployments;
import io.riffle.app.run.ScoringApplication;
import io.riffle.config.Pipeline;
import io.riffle.metrics.micrometer.PrometheusMetrics;
import io.riffle.model.deployment.ControlState;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several want something of one pipeline at once: who is told that it was done finds it done, and nobody undoes it. */
class DeploymentOrderIT {
    private static final int CHANGES = 24;

    private static DeployedStream stream;

    @TempDir
    Path directory;

    private final HttpClient client = HttpClient.newHttpClient();

    @BeforeAll
    static void start() throws Exception {
        stream = new DeployedStream();
    }

    @AfterAll
    static void stop() {
        if (stream != null) {
            stream.close();
        }
    }

    @Test
    void change_isAnsweredWith200_onlyWhenItTookEffect() throws Exception {
        DeployedStream.Life life = stream.life("raced", directory, Map.of());
        try (ScoringApplication one = ScoringApplication.start(life.pipeline());
                ScoringApplication two = ScoringApplication.start(life.another())) {
            List<CompletableFuture<HttpResponse<String>>> asked = new ArrayList<>();
            for (int change = 0; change < CHANGES; change++) {
                String shadow = "{\"shadow\": [{\"version\": \"3\", \"share\": " + (change + 1) + "}]}";
                asked.add(post(change % 2 == 0 ? one : two, shadow));
            }
            List<HttpResponse<String>> answers =
                    asked.stream().map(CompletableFuture::join).toList();

            List<Long> done = new ArrayList<>();
            for (HttpResponse<String> answer : answers) {
                if (answer.statusCode() == 200) {
                    done.add(DeployedStream.JSON
                            .readTree(answer.body())
                            .get("revision")
                            .longValue());
                } else {
                    assertThat(answer.statusCode()).as(answer.body()).isIn(409, 429, 503);
                }
            }
            System.out.println(done.size() + " of " + CHANGES + " changes took effect");
            assertThat(done).doesNotHaveDuplicates().isNotEmpty();
            await().untilAsserted(() -> assertThat(List.of(
                            one.deployment().revision(), two.deployment().revision()))
                    .containsOnly((long) done.size()));
            assertThat(one.deployment()).isEqualTo(two.deployment());
            assertThat(answers.stream().filter(answer -> answer.statusCode() == 409))
                    .allSatisfy(answer -> assertThat(answer.body()).contains("is wanted, champion 1"));
        }
    }

    private CompletableFuture<HttpResponse<String>> post(ScoringApplication application, String body) {
        return client.sendAsync(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + application.httpPort() + "/deployment"))
                        .POST(BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }

    /** Loading the canary takes a while; the second command must not wait for it to keep it. */
    @Test
    void change_keepsTheOneBefore_whichIsStillBeingLoaded() throws Exception {
        DeployedStream.Life life = stream.life("quick", directory, Map.of());
        life.deployed("models", "deploy", "2");
        try (ScoringApplication application = ScoringApplication.start(life.pipeline())) {
            assertThat(application.deployment().revision()).isEqualTo(1);
            stream.write(
                    "quick.control.v1",
                    ControlState.wantedKey("quick"),
                    "{\"revision\":2,\"champion\":\"2\",\"canary\":{\"version\":\"1\",\"share\":5}}");
            life.deployed("models", "deploy", "3", "--shadow", "100");

            DeployedStream.awaitSummary(application, "champion 2, canary 1 at 5 %, shadow 3 at 100 %");
        }
    }

    @Test
    void change_isPossible_afterARecordWithTheGreatestRevision() throws Exception {
        DeployedStream.Life life = stream.life("locked", directory, Map.of());
        life.deployed("models", "deploy", "2");
        try (ScoringApplication application = ScoringApplication.start(life.pipeline())) {
            for (long revision : new long[] {Long.MAX_VALUE, 1_000_000}) {
                stream.write(
                        "locked.control.v1",
                        ControlState.wantedKey("locked"),
                        "{\"revision\":" + revision + ",\"champion\":\"1\"}");
            }
            life.deployed("models", "deploy", "3");

            DeployedStream.awaitSummary(application, "champion 3");
            assertThat(application.deployment().revision()).isEqualTo(2);
        }
        try (ScoringApplication again = ScoringApplication.start(life.another())) {
            assertThat(again.deployment().summary()).isEqualTo("champion 3");
        }
    }

    /** An instance that lacks a folder goes on with what it has; its alerts about that are no reason to undo the change. */
    @Test
    void canary_isNotEndedForAll_byAnInstanceThatRefusedWhatCameNext() throws Exception {
        DeployedStream.Life life = stream.life("behind", directory, Map.of());
        life.deployed("models", "deploy", "2", "--canary", "5");
        Path fewer = Files.createDirectory(directory.resolve("fewer"));
        for (String version : List.of("1", "2")) {
            copy(directory.resolve(version), fewer.resolve(version));
        }
        try (PrometheusMetrics metrics = new PrometheusMetrics("behind");
                Deployments ahead = open(life.pipeline(), metrics);
                Deployments behind = open(life.with(Map.of("models.directory", fewer.toString())), metrics)) {
            life.deployed("models", "deploy", "3");
            await().until(() -> ahead.deployment().champion().equals("3")
                    && behind.refusal().isPresent());

            behind.stopCanary("2", "an alert about version 2");

            await().during(Duration.ofSeconds(3))
                    .atMost(Duration.ofSeconds(10))
                    .until(() -> ahead.deployment().summary().equals("champion 3"));
            assertThat(behind.deployment().summary()).isEqualTo("champion 1, canary 2 at 5 %");
            assertThat(ahead.deployment().revision()).isEqualTo(2);
        }
    }

    private static Deployments open(Pipeline pipeline, PrometheusMetrics metrics) throws Exception {
        return Deployments.open(pipeline, metrics.models());
    }

    private static void copy(Path from, Path to) throws Exception {
        Files.createDirectory(to);
        try (Stream<Path> files = Files.list(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(file.getFileName()));
            }
        }
    }
}
