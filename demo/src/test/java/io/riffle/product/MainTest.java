package io.riffle.product;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.riffle.app.Main;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MainTest {
    private static final String FULL = "../pipeline/src/test/resources/config/full.yaml";
    private final StringWriter out = new StringWriter();
    private final StringWriter error = new StringWriter();

    @TempDir
    private Path folder;

    private int run(String... arguments) {
        return Main.run(Map.of(), new PrintWriter(out), new PrintWriter(error), arguments);
    }

    @Test
    void check_isOk_whenFileIsValid() {
        assertThat(run("config", "check", "--config", FULL)).isZero();
        assertThat(out.toString()).contains("is valid: pipeline card-fraud with 14 features");
    }

    @Test
    void check_fails_withALineForEachProblem() throws Exception {
        Path file = Files.writeString(folder.resolve("p.yaml"), "pipeline: p\nbatch: {max-size: 0}\n");
        assertThat(run("config", "check", "--config", file.toString())).isEqualTo(1);
        assertThat(error.toString().lines())
                .hasSize(5)
                .contains(file + ":2  batch.max-size  must be at least 1: was 0")
                .contains(file + "  event.id  is required");
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void check_tellsProblemsAsJson() throws Exception {
        int code = run("config", "check", "--config", FULL, "-o", "json", "--set", "http.port=x=y");
        JsonNode report = new ObjectMapper().readTree(out.toString());
        assertThat(code).isEqualTo(1);
        assertThat(report.get("valid").booleanValue()).isFalse();
        assertThat(report.at("/problems/0/key").textValue()).isEqualTo("http.port");
        assertThat(report.at("/problems/0/message").textValue()).endsWith("was 'x=y'");
    }

    @Test
    void check_fails_whenKafkaRefusesAProperty() {
        int code = run("config", "check", "--config", FULL, "--set", "kafka.properties.security.protocol=NONE");
        assertThat(code).isEqualTo(1);
        assertThat(error.toString()).contains(FULL + "  kafka.properties  must be what Kafka accepts: ");
    }

    @Test
    void print_masksSecretsAndTellsOrigins() {
        assertThat(run("config", "print", "--config", FULL, "--origin", "--set", "batch.max-size=7"))
                .isZero();
        assertThat(out.toString())
                .doesNotContain("hunter2")
                .containsPattern("batch.max-size +7 +--set\n")
                .containsPattern("profile.redis +rediss://\\*\\*\\*\\*@redis.example:6380/2 +" + FULL + ":\\d+\n");
    }

    @Test
    void print_isJson_whenAskedFor() throws Exception {
        assertThat(run("config", "print", "--config", FULL, "-o", "json")).isZero();
        JsonNode first = new ObjectMapper().readTree(out.toString()).get(0);
        assertThat(first.toString()).isEqualTo("{\"key\":\"pipeline\",\"value\":\"card-fraud\"}");
    }

    @Test
    void print_endsWithUsage_whenFileIsMissing() {
        assertThat(run("config", "print", "--config", "nowhere.yaml")).isEqualTo(2);
        assertThat(error.toString()).isEqualToIgnoringNewLines("nowhere.yaml  must be a readable file: does not exist");
    }

    @Test
    void commandLine_endsWithUsage_whenItIsWrong() {
        assertThat(run()).isEqualTo(2);
        assertThat(run("config")).isEqualTo(2);
        assertThat(run("config", "check")).isEqualTo(2);
        assertThat(run("confg")).isEqualTo(2);
        assertThat(run("config", "check", "--config", FULL, "--set", "nothing")).isEqualTo(2);
        assertThat(error.toString()).doesNotContain("\tat ");
    }

    @Test
    void help_isShownByEveryCommand() {
        assertThat(run("--help")).isZero();
        assertThat(run("topics", "create", "--help")).isZero();
        assertThat(out.toString()).contains("config").contains("--dry-run");
    }

    @Test
    void stackTrace_isShown_onlyWhenAskedFor() {
        run("config", "print", "--config", "nowhere.yaml", "--verbose");
        assertThat(error.toString()).contains("\tat ");
    }

    /** Nothing listens on port 1. */
    @Test
    void topicsCreate_saysWhereKafkaIsMissing_inOneLine() {
        int code = run(
                "topics",
                "create",
                "--config",
                "../pipeline/src/test/resources/config/minimal.yaml",
                "--set",
                "kafka.bootstrap-servers=localhost:1",
                "--set",
                "kafka.properties.admin.default.api.timeout.ms=500",
                "--set",
                "kafka.properties.admin.request.timeout.ms=400");
        assertThat(code).isEqualTo(1);
        assertThat(error.toString()).isEqualToIgnoringNewLines("riffle: Kafka must answer at localhost:1: no answer");
    }
}
