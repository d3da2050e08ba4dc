package io.riffle.product;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.riffle.app.run.ScoringApplication;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Canaries on recorded connections, through a real broker and the command line, beside shadow and experiment. The better
 * model passes; the one that was spoilt on purpose does not, whether its scores, its answers beside the champion's, or the truth is looked at.
 */
class CanaryIT {
    private static final int PART = 2_500;

    private static DeployedStream stream;
    private static Map<String, JsonNode> truths;

    @TempDir
    Path directory;

    private DeployedStream.Life life;

    @BeforeAll
    static void start() throws Exception {
        truths = DeployedStream.truths();
        stream = new DeployedStream();
    }

    @AfterAll
    static void stop() {
        if (stream != null) {
            stream.close();
        }
    }

    @Test
    void versions_goTheirWay_fromShadowToChampion_andTheSpoiltOneIsRolledBack() throws Exception {
        life = stream.life("life", directory, Map.of("outcomes.report-every", "1s"));
        try (ScoringApplication application = ScoringApplication.start(life.pipeline())) {
            shadow(application);
            experiment(application);
            canaryThatPasses(application);
            canaryThatFails(application, "score shift against the champion on the same events");
            canaryThatFails(
                    application,
                    "as far from the champion's as those of a model that has nothing to do with it",
                    "--max-score-shift",
                    "1");
            canaryThatFails(
                    application,
                    "further from the truth than the champion",
                    "--max-score-shift",
                    "1",
                    "--max-disagreement",
                    "1",
                    "--min-outcomes",
                    "1000",
                    "--false-alarms",
                    "0.1");
        }
    }

    private void shadow(ScoringApplication application) throws Exception {
        life.deployed("models", "deploy", "2", "--shadow", "100");
        DeployedStream.awaitSummary(application, "champion 1, shadow 2 at 100 %");
        life.score(500);
        assertThat(DeployedStream.variants(life.predictions())).containsExactly("champion=1");
        List<JsonNode> shadows = stream.values("life.shadow.v1");
        assertThat(shadows).hasSize(500);
        assertThat(shadows)
                .allMatch(each -> Math.abs(each.get("score").doubleValue()
                                - each.get("answer").doubleValue()
                                - each.get("difference").doubleValue())
                        < 1e-6);
        life.deployed("models", "deploy", "2", "--shadow", "0");
        DeployedStream.awaitSummary(application, "champion 1");
    }

    private void experiment(ScoringApplication application) throws Exception {
        life.deployed(
                "models",
                "deploy",
                "--experiment",
                "exp-a",
                "--variant",
                "control=1:50",
                "--variant",
                "treatment=2:50");
        DeployedStream.awaitSummary(application, "champion 1, experiment exp-a control=1:50 treatment=2:50");
        life.score(1_000);
        assertThat(DeployedStream.variants(life.predictions()))
                .containsExactlyInAnyOrder("champion=1", "control=1", "treatment=2");
        life.deployed("models", "rollback");
        DeployedStream.awaitSummary(application, "champion 1");
    }

    private void canaryThatPasses(ScoringApplication application) throws Exception {
        deploy("2", "--min-outcomes", "200");
        DeployedStream.awaitSummary(application, "champion 1, canary 2 at 25 %");
        for (int part = 0; part < 4 && !application.deployment().champion().equals("2"); part++) {
            scoreAndLabel(application);
        }
        DeployedStream.awaitSummary(application, "champion 2");
        assertThat(life.actions()).contains("canary-grown", "canary-promoted").doesNotContain("canary-rolled-back");
        assertThat(details("canary-promoted").get(0)).contains("within all limits");
    }

    private void canaryThatFails(ScoringApplication application, String reason, String... limits) throws Exception {
        deploy("3", limits);
        DeployedStream.awaitSummary(application, "champion 2, canary 3 at 25 %");
        for (int part = 0; part < 3 && application.deployment().canary() != null; part++) {
            scoreAndLabel(application);
        }
        DeployedStream.awaitSummary(application, "champion 2");
        List<String> ended = details("canary-rolled-back");
        assertThat(ended.get(ended.size() - 1)).contains(reason);
        assertThat(stream.values(life.topic("alerts")))
                .anyMatch(alert -> alert.get("rule").asText().equals("canary")
                        && alert.get("status").asText().equals("raised"));
    }

    private void deploy(String version, String... limits) {
        List<String> command = new ArrayList<>(List.of("models", "deploy", version, "--auto", "--steps", "25,50,100"));
        command.addAll(List.of("--min-events", "300", "--max-latency-ratio", "50"));
        command.addAll(Arrays.asList(limits));
        life.deployed(command.toArray(String[]::new));
    }

    private void scoreAndLabel(ScoringApplication application) throws Exception {
        life.score(PART);
        life.label(PART, truths);
        pause(application);
    }

    /** Counts are written once a second, and a decision takes a moment to come back; more events help as well. */
    private static void pause(ScoringApplication application) {
        long before = application.deployment().revision();
        try {
            await().atMost(Duration.ofSeconds(4))
                    .until(() -> application.deployment().revision() > before);
        } catch (org.awaitility.core.ConditionTimeoutException undecided) {
            assertThat(application.isRunning()).isTrue();
        }
    }

    private static List<String> details(String action) {
        return stream.values("life.audit.v1").stream()
                .filter(record -> record.get("action").textValue().equals(action))
                .map(record -> record.get("detail").textValue())
                .toList();
    }
}
