package io.riffle.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.riffle.config.alerting.AlertRule;
import io.riffle.settings.LoadedSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OverridesTest {
    @TempDir
    private Path folder;

    private PipelineFile file;

    @BeforeEach
    void write() {
        file = PipelineFile.of(folder, PipelineFile.MINIMAL + """
                        batch: {max-size: 10}
                        http: {host: "${HOST:127.0.0.1}"}
                        """ + """
                        profile:
                          redis: "redis://me:${REDIS_PASSWORD:first}@cache:6379"
                          fields: {a: {type: number, default: "${A:1}"}}
                        """);
    }

    @Test
    void value_isTheFiles_whenNothingOverridesIt() {
        assertThat(file.pipeline().batch().maxSize()).isEqualTo(10);
        assertThat(origin(file, "batch.max-size")).endsWith("p.yaml:5");
        assertThat(origin(file, "batch.max-delay")).isEqualTo("default");
    }

    @Test
    void environment_winsOverFile() {
        file.environment("RIFFLE_BATCH_MAX_SIZE", "20").environment("RIFFLE_PROFILE_FIELDS_A_DEFAULT", "7");
        assertThat(file.pipeline().batch().maxSize()).isEqualTo(20);
        assertThat(file.pipeline().profile().orElseThrow().fields().get(0).defaultValue())
                .contains("7");
        assertThat(origin(file, "batch.max-size")).isEqualTo("RIFFLE_BATCH_MAX_SIZE");
    }

    @Test
    void commandLine_winsOverEnvironment() {
        file.environment("RIFFLE_BATCH_MAX_SIZE", "20").set("batch.max-size", "30");
        assertThat(file.pipeline().batch().maxSize()).isEqualTo(30);
        assertThat(origin(file, "batch.max-size")).isEqualTo("--set");
    }

    @Test
    void emptyVariable_countsAsUnset() {
        file.environment("RIFFLE_BATCH_MAX_SIZE", "").environment("HOST", "");
        assertThat(file.pipeline().batch().maxSize()).isEqualTo(10);
        assertThat(file.pipeline().http().host()).isEqualTo("127.0.0.1");
    }

    @Test
    void commandLine_addsEntriesListsAndProperties() {
        file.set("alerts.high.when", "score > 0.5")
                .set("predictions.include-features", "[a, event_time]")
                .set("kafka.properties.consumer.max.poll.interval.ms", "60000");
        Pipeline pipeline = file.pipeline();
        assertThat(pipeline.alerts()).extracting(AlertRule::name).containsExactly("high");
        assertThat(pipeline.predictions().includeFeatures()).containsExactly("a", "event_time");
        assertThat(pipeline.kafka().properties()).containsEntry("consumer.max.poll.interval.ms", "60000");
    }

    @Test
    void environment_setsKafkaProperties() {
        file.environment("RIFFLE_KAFKA_PROPERTIES_SECURITY_PROTOCOL", "SSL");
        assertThat(file.pipeline().kafka().properties()).containsEntry("security.protocol", "SSL");
    }

    @Test
    void path_isRelativeToTheFile_unlessItIsOverridden() {
        assertThat(file.pipeline().models().directory()).isEqualTo(folder.resolve("models"));
        file.set("models.directory", "elsewhere");
        assertThat(file.pipeline().models().directory()).isEqualTo(Path.of("elsewhere"));
    }

    @Test
    void unknownKey_isAProblem_whenItIsOnTheCommandLine() {
        file.set("batch.maxsize", "3").set("nonsense", "x");
        assertThat(file.problems())
                .containsExactlyInAnyOrder(
                        "--set  batch.maxsize  is not a known key: did you mean batch.max-size?",
                        "--set  nonsense  is not a known key");
    }

    @Test
    void unknownVariable_isAWarning_whenItLooksLikeASlip() {
        file.environment("RIFFLE_BATCH_MAXSIZE", "3").environment("RIFFLE_SERVICE_HOST", "10.0.0.1");
        assertThat(file.load().warnings())
                .containsExactly("RIFFLE_BATCH_MAXSIZE is not a setting and is ignored: did you mean"
                        + " RIFFLE_BATCH_MAX_SIZE?");
    }

    /** Who sets a token or a certificate must not believe that it is in use if it is not. */
    @Test
    void variable_isAWarning_whenItsSectionMustBeInTheFile() {
        file.environment("RIFFLE_HTTP_TOKENS_CI_TOKEN", "0123456789abcdef")
                .environment("RIFFLE_HTTP_TLS_CERTIFICATE", "server.pem");
        assertThat(file.load().warnings())
                .containsExactly(
                        "RIFFLE_HTTP_TLS_CERTIFICATE is ignored: the file must declare what it sets under http.tls",
                        "RIFFLE_HTTP_TOKENS_CI_TOKEN is ignored: the file must declare what it sets under http.tokens");
    }

    @Test
    void problem_namesTheOverride_whenThatIsWrong() {
        file.environment("RIFFLE_HTTP_PORT", "tcp://10.0.0.1:80").set("batch.max-size", "0");
        assertThat(file.problems())
                .containsExactly(
                        "--set  batch.max-size  must be at least 1: was 0",
                        "RIFFLE_HTTP_PORT  http.port  must be a whole number up to 2147483647: was 'tcp://10.0.0.1:80'");
    }

    @Test
    void placeholder_takesTheVariable_orItsDefault() {
        assertThat(file.pipeline().http().host()).isEqualTo("127.0.0.1");
        file.environment("HOST", "0.0.0.0");
        assertThat(file.pipeline().http().host()).isEqualTo("0.0.0.0");
    }

    @Test
    void placeholder_isLiteral_whenDollarIsDoubled() {
        PipelineFile literal = PipelineFile.of(folder, PipelineFile.MINIMAL + "http: {host: '$${HOST}'}");
        assertThat(literal.pipeline().http().host()).isEqualTo("${HOST}");
    }

    @Test
    void placeholder_isAProblem_whenItHasNoValueOrNoEnd() {
        PipelineFile broken = PipelineFile.of(
                folder, PipelineFile.MINIMAL + "http:\n  host: ${NOBODY}\n  port: ${oops\nbatch: {max-size: '${}'}");
        assertThat(broken.problems())
                .containsExactly(
                        "p.yaml:6  http.host  must have a value: the environment variable NOBODY is not set, and"
                                + " ${NOBODY} has no default",
                        "p.yaml:7  http.port  must close ${ and name a variable, as ${NAME} or ${NAME:default}",
                        "p.yaml:8  batch.max-size  must close ${ and name a variable, as ${NAME} or ${NAME:default}");
    }

    @Test
    void secret_isReadFromAFile_whenTheVariableEndsInFile() throws IOException {
        Path secret = Files.writeString(folder.resolve("redis-url"), "redis://u:hunter2@other:1\n");
        Path jaas = Files.writeString(folder.resolve("jaas"), "login hunter2");
        file.environment("RIFFLE_PROFILE_REDIS_FILE", secret.toString())
                .environment("RIFFLE_KAFKA_PROPERTIES_SASL_JAAS_CONFIG_FILE", jaas.toString());
        Pipeline pipeline = file.pipeline();
        assertThat(pipeline.profile().orElseThrow().redis().reveal()).isEqualTo("redis://u:hunter2@other:1");
        assertThat(pipeline.kafka().properties()).containsEntry("sasl.jaas.config", "login hunter2");
        assertThat(file.load().settings().toString()).doesNotContain("hunter2").contains("RIFFLE_PROFILE_REDIS_FILE");
    }

    @Test
    void secret_isAProblem_whenItsFileIsMissingOrItIsSetTwice() {
        file.environment("RIFFLE_PROFILE_REDIS_FILE", "/nowhere/redis");
        assertThat(file.problems())
                .singleElement()
                .asString()
                .contains("profile.redis  must be in a readable file: RIFFLE_PROFILE_REDIS_FILE names /nowhere/redis");
        file.environment("RIFFLE_PROFILE_REDIS", "redis://u:hunter2@other:1");
        assertThat(file.problems())
                .singleElement()
                .asString()
                .contains("must be set once: RIFFLE_PROFILE_REDIS and RIFFLE_PROFILE_REDIS_FILE are both set");
    }

    @Test
    void secrets_areMasked_whereverTheyAreShown() {
        file.environment("REDIS_PASSWORD", "hunter2")
                .set("kafka.properties.ssl.keystore.password", "hunter2")
                .set("kafka.properties.sasl.jaas.config", "hunter2")
                .set("kafka.properties.schema.registry.url", "https://me:hunter2@registry");
        LoadedSettings<Pipeline> loaded = file.load();
        assertThat(loaded.settings().toString()).doesNotContain("hunter2").contains("redis://****@cache:6379");
        assertThat(loaded.value().toString()).doesNotContain("hunter2").contains("https://****@registry");
    }

    @Test
    void secrets_areMasked_inProblems() {
        PipelineFile broken = PipelineFile.of(folder, PipelineFile.MINIMAL + """
                        profile: {redis: "http://me:hunter2@cache", fields: {}}
                        http: "redis://me:hunter2@cache"
                        batch: {max-size: "redis://me:hunter2@cache", password: hunter2}
                        alerts: ["hunter2"]
                        """);
        assertThat(broken.problems()).hasSize(5).noneMatch(problem -> problem.contains("hunter2"));
    }

    private static String origin(PipelineFile file, String key) {
        return file.load().settings().stream()
                .filter(setting -> setting.key().equals(key))
                .findFirst()
                .orElseThrow()
                .origin()
                .toString();
    }
}
