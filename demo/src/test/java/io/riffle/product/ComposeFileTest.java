package io.riffle.product;

import static org.assertj.core.api.Assertions.assertThat;

import io.riffle.app.Main;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** What a Docker engine would find out about docker/compose.yaml, and what it would not. */
class ComposeFileTest {
    private static final Path FOLDER = Path.of("..", "docker");
    private static final String OWN_IMAGE = "riffle:";

    private final YamlTree compose = YamlTree.read(FOLDER.resolve("compose.yaml"));

    ComposeFileTest() throws IOException {}

    private List<String> services() {
        return compose.at("services").keys();
    }

    private YamlTree service(String name) {
        return compose.at("services", name);
    }

    @Test
    void everyImage_isPinned_andEveryServiceIsWatched() {
        assertThat(compose.at("version").isPresent()).isFalse();
        assertThat(services()).contains("kafka", "redis", "topics", "riffle-1", "riffle-2", "prometheus", "grafana");
        for (String name : services()) {
            YamlTree service = service(name);
            assertThat(service.at("image").text()).as(name).matches("[a-z/]+:v?\\d+\\.\\d+\\.\\d+.*");
            boolean own = service.at("image").text().startsWith(OWN_IMAGE);
            assertThat(own || service.at("healthcheck", "test").isPresent())
                    .as(name + " has a health check")
                    .isTrue();
        }
    }

    @Test
    void whatAServiceWaitsFor_isThere_andCanHappen() {
        for (String name : services()) {
            YamlTree needs = service(name).at("depends_on");
            for (String other : needs.keys()) {
                assertThat(services()).contains(other);
                boolean ends = needs.at(other, "condition").text().equals("service_completed_successfully");
                assertThat(needs.at(other, "condition").text())
                        .isEqualTo(ends ? "service_completed_successfully" : "service_healthy");
                assertThat(service(other).at("restart").text().equals("on-failure"))
                        .as(name + " -> " + other)
                        .isEqualTo(ends);
            }
        }
        assertThat(service("riffle-1").at("depends_on").keys()).contains("kafka", "redis", "topics");
        assertThat(service("topics").at("depends_on").keys()).containsExactly("kafka");
    }

    /** Without profiles every prediction is degraded, and RiffleDegraded stands from the first minutes on. */
    @Test
    void profiles_areLoaded_beforeAnythingIsScored() {
        assertThat(service("profiles").at("command").text())
                .contains("riffle demo payments --profiles > /tmp/profiles.jsonl")
                .contains("riffle features load --config /etc/riffle/pipeline.yaml --input /tmp/profiles.jsonl");
        assertThat(service("profiles").at("depends_on").keys()).containsExactly("redis");
        for (String instance : List.of("riffle-1", "riffle-2")) {
            assertThat(service(instance)
                            .at("depends_on", "profiles", "condition")
                            .text())
                    .isEqualTo("service_completed_successfully");
        }
    }

    @Test
    void ports_areThoseOfThisMachineOnly_andDifferFromEachOther() {
        List<String> ports = services().stream()
                .flatMap(name -> service(name).at("ports").items().stream())
                .map(YamlTree::text)
                .toList();
        assertThat(ports)
                .allMatch(port -> port.startsWith("127.0.0.1:"))
                .doesNotHaveDuplicates()
                .hasSize(6);
    }

    @Test
    void volumes_areDeclaredAndUsed_andFilesAreThere() {
        TreeSet<String> used = new TreeSet<>();
        for (String name : services()) {
            for (YamlTree volume : service(name).at("volumes").items()) {
                String source = volume.text().substring(0, volume.text().indexOf(':'));
                if (source.startsWith(".")) {
                    assertThat(FOLDER.resolve(source)).as(name).exists();
                    assertThat(volume.text()).as(name).endsWith(":ro");
                } else {
                    used.add(source);
                }
            }
        }
        assertThat(used)
                .containsExactlyElementsOf(new TreeSet<>(compose.at("volumes").keys()));
        assertThat(service("riffle-1").at("volumes").text()).contains("riffle-1:/var/lib/riffle");
        assertThat(service("riffle-2").at("volumes").text()).contains("riffle-2:/var/lib/riffle");
    }

    @Test
    void instances_mayDoNothingThatTheyNeedNot_andMayFinish() {
        for (String name : List.of("riffle-1", "riffle-2", "topics", "profiles", "load")) {
            assertThat(service(name).at("read_only").text()).as(name).isEqualTo("true");
            assertThat(service(name).at("cap_drop").text()).as(name).isEqualTo("[ALL]");
            assertThat(service(name).at("stop_grace_period").text()).as(name).isEqualTo("60s");
            assertThat(service(name).at("tmpfs").text())
                    .as("native libraries are mapped from there")
                    .contains(":exec");
        }
        assertThat(List.of(service("load"), service("prometheus"), service("grafana")))
                .allMatch(each -> each.at("profiles").isPresent());
    }

    /** With the variables that the image and the service set. */
    @Test
    void pipeline_isValid_inTheContainer() {
        Map<String, String> environment = Map.of(
                "KAFKA_BOOTSTRAP_SERVERS",
                service("riffle-1").at("environment", "KAFKA_BOOTSTRAP_SERVERS").text(),
                "REDIS_URL",
                service("riffle-1").at("environment", "REDIS_URL").text(),
                "RIFFLE_HTTP_HOST",
                "0.0.0.0",
                "RIFFLE_KAFKA_STATE_DIRECTORY",
                "/var/lib/riffle");
        StringWriter out = new StringWriter();
        String pipeline = FOLDER.resolve("../config/card-fraud.yaml").toString();
        int code = Main.run(
                environment, new PrintWriter(out), new PrintWriter(out), "config", "print", "--config", pipeline);
        assertThat(code).as(out.toString()).isZero();
        assertThat(out.toString()).contains("kafka:19092", "redis:6379", "0.0.0.0");
    }

    /** What the Dockerfile is told to copy must not be kept from it, and what it starts must be a command. */
    @Test
    void dockerfile_isNotRoot_andAsksForHealth() throws IOException {
        String dockerfile = Files.readString(FOLDER.resolve("Dockerfile"));
        assertThat(dockerfile)
                .containsPattern("(?m)^USER 10001:10001$")
                .contains("CMD [\"riffle\", \"health\", \"--config\", \"/etc/riffle/pipeline.yaml\"]")
                .contains("ENTRYPOINT [\"riffle\"]")
                .doesNotContain(":latest")
                .doesNotContain("<<EOF");
        assertThat(dockerfile.indexOf("/out/native /opt"))
                .as("what changes least comes first")
                .isLessThan(dockerfile.indexOf("/out/lib /opt"));
        assertThat(dockerfile.indexOf("/out/lib /opt")).isLessThan(dockerfile.indexOf("/out/app /opt"));
    }
}
