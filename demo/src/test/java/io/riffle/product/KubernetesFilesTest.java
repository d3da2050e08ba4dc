package io.riffle.product;

import static org.assertj.core.api.Assertions.assertThat;

import io.riffle.config.ConfigLoader;
import io.riffle.config.Pipeline;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The manifests refer to each other, to the image and to the pipeline; nothing but this test would notice before a cluster does. */
class KubernetesFilesTest {
    private static final Path BASE = Path.of("..", "docker", "kubernetes", "base");
    private static final Path PRODUCTION = Path.of("..", "docker", "kubernetes", "overlays", "production");
    private static final Set<String> HEALTH = Set.of("/health/live", "/health/ready", "/health/started");

    private final Map<String, YamlTree> kinds = new HashMap<>();
    private final YamlTree kustomization = YamlTree.read(BASE.resolve("kustomization.yaml"));

    KubernetesFilesTest() throws IOException {
        for (YamlTree resource : kustomization.at("resources").items()) {
            YamlTree manifest = YamlTree.read(BASE.resolve(resource.text()));
            assertThat(manifest.at("apiVersion").isPresent()
                            && manifest.at("metadata", "name").isPresent())
                    .isTrue();
            kinds.put(manifest.at("kind").text(), manifest);
        }
    }

    private YamlTree pod(String kind) {
        return kinds.get(kind).at("spec", "template", "spec");
    }

    @Test
    void kustomization_namesEveryFile() throws IOException {
        TreeSet<String> files = new TreeSet<>();
        try (Stream<Path> folder = Files.list(BASE)) {
            folder.forEach(file -> files.add(String.valueOf(file.getFileName())));
        }
        files.remove("kustomization.yaml");
        List<String> named = kustomization.at("resources").items().stream()
                .map(YamlTree::text)
                .toList();
        assertThat(named).containsExactlyInAnyOrderElementsOf(files);
        assertThat(kinds.keySet())
                .containsExactlyInAnyOrder(
                        "ConfigMap",
                        "Secret",
                        "Service",
                        "StatefulSet",
                        "Job",
                        "PodDisruptionBudget",
                        "HorizontalPodAutoscaler");
    }

    @Test
    void references_leadSomewhere() {
        for (String kind : List.of("StatefulSet", "Job")) {
            for (YamlTree each : pod(kind).having("configMapKeyRef")) {
                refersTo(each.at("configMapKeyRef"), kinds.get("ConfigMap"), "data");
            }
            for (YamlTree each : pod(kind).having("secretKeyRef")) {
                refersTo(each.at("secretKeyRef"), kinds.get("Secret"), "stringData");
            }
            assertThat(mounts(kind)).isSubsetOf(volumes(kind));
            assertThat(pod(kind).at("containers", 0, "image").text())
                    .isEqualTo(pod("StatefulSet").at("containers", 0, "image").text());
        }
        YamlTree service = kinds.get("Service");
        assertThat(kinds.get("StatefulSet").at("spec", "serviceName").text())
                .isEqualTo(service.at("metadata", "name").text());
        String port = pod("StatefulSet").at("containers", 0, "ports", 0, "name").text();
        assertThat(service.at("spec", "ports", 0, "targetPort").text()).isEqualTo(port);
        for (YamlTree probe : pod("StatefulSet").having("httpGet")) {
            assertThat(probe.at("httpGet", "port").text()).isEqualTo(port);
            assertThat(HEALTH).contains(probe.at("httpGet", "path").text());
        }
        assertThat(pod("StatefulSet").having("httpGet")).hasSize(3);
        assertThat(kinds.get("PodDisruptionBudget")
                        .at("spec", "selector", "matchLabels")
                        .node())
                .isEqualTo(kustomization.at("labels", 0, "pairs").node());
    }

    private static void refersTo(YamlTree reference, YamlTree target, String part) {
        assertThat(target.at("metadata", "name").text())
                .isEqualTo(reference.at("name").text());
        assertThat(target.at(part).keys()).contains(reference.at("key").text());
    }

    private List<String> mounts(String kind) {
        return pod(kind).at("containers", 0, "volumeMounts").items().stream()
                .map(mount -> mount.at("name").text())
                .toList();
    }

    private List<String> volumes(String kind) {
        List<String> names = new ArrayList<>();
        pod(kind)
                .at("volumes")
                .items()
                .forEach(volume -> names.add(volume.at("name").text()));
        kinds.get(kind)
                .at("spec", "volumeClaimTemplates")
                .items()
                .forEach(claim -> names.add(claim.at("metadata", "name").text()));
        return names;
    }

    @Test
    void autoscaler_endsAtThePartitions(@TempDir Path folder) throws IOException {
        Pipeline pipeline = pipeline(folder);
        YamlTree scaler = kinds.get("HorizontalPodAutoscaler");
        assertThat(scaler.at("spec", "scaleTargetRef", "kind").text()).isEqualTo("StatefulSet");
        assertThat(scaler.at("spec", "scaleTargetRef", "name").text())
                .isEqualTo(kinds.get("StatefulSet").at("metadata", "name").text());
        assertThat(scaler.at("spec", "maxReplicas").node())
                .isEqualTo(pipeline.topics().partitions() / pipeline.kafka().streamThreads());
        assertThat(scaler.at("spec", "minReplicas").node())
                .isEqualTo(kinds.get("StatefulSet").at("spec", "replicas").node());
    }

    /** The image's folders: state where the volume is, the pipeline where the command looks. */
    @Test
    void pipeline_isValid_andItsFoldersAreThoseOfTheImage(@TempDir Path folder) throws IOException {
        Pipeline pipeline = pipeline(folder);
        String dockerfile = Files.readString(Path.of("..", "docker", "Dockerfile"));
        assertThat(dockerfile).contains("/opt/riffle/example/models/quickstart");
        assertThat(pipeline.models().directory()).hasToString("/opt/riffle/example/models/quickstart");
        assertThat(pipeline.http().accounts()).hasSize(2);
        assertThat(pod("StatefulSet").at("containers", 0, "volumeMounts").text())
                .contains("/var/lib/riffle", "mountPath=/etc/riffle");
        assertThat(dockerfile).contains("RIFFLE_KAFKA_STATE_DIRECTORY=/var/lib/riffle");
    }

    @Test
    void pods_mayDoNothingThatTheyNeedNot_andMayFinish() {
        for (String kind : List.of("StatefulSet", "Job")) {
            assertThat(pod(kind).at("securityContext", "runAsUser").node()).isEqualTo(10001);
            assertThat(pod(kind).at("securityContext", "runAsNonRoot").node()).isEqualTo(true);
            YamlTree container = pod(kind).at("containers", 0);
            assertThat(container.at("securityContext", "readOnlyRootFilesystem").node())
                    .isEqualTo(true);
            assertThat(container.at("securityContext", "capabilities", "drop").text())
                    .isEqualTo("[ALL]");
            assertThat(container.at("resources", "limits", "memory").text())
                    .isEqualTo(container.at("resources", "requests", "memory").text());
        }
        assertThat((Integer)
                        pod("StatefulSet").at("terminationGracePeriodSeconds").node())
                .isGreaterThan(30);
    }

    @Test
    void overlay_changesOnlyWhatIsThere() throws IOException {
        YamlTree overlay = YamlTree.read(PRODUCTION.resolve("kustomization.yaml"));
        assertThat(PRODUCTION.resolve(overlay.at("resources", 0).text()).normalize())
                .isEqualTo(BASE);
        for (YamlTree patch : overlay.at("patches").items()) {
            YamlTree target = kinds.get(patch.at("target", "kind").text());
            assertThat(target.at("metadata", "name").text())
                    .isEqualTo(patch.at("target", "name").text());
            for (YamlTree change :
                    YamlTree.read(PRODUCTION.resolve(patch.at("path").text())).items()) {
                Object[] path = Stream.of(change.at("path").text().substring(1).split("/"))
                        .map(step -> step.matches("\\d+") ? (Object) Integer.valueOf(step) : step)
                        .toArray();
                assertThat(target.at(path).isPresent()).as(change.text()).isTrue();
            }
        }
        assertThat(overlay.at("images", 0, "name").text() + ":"
                        + overlay.at("images", 0, "newTag").text())
                .isEqualTo(pod("StatefulSet").at("containers", 0, "image").text());
    }

    private Pipeline pipeline(Path folder) throws IOException {
        Path file = folder.resolve("pipeline.yaml");
        Files.writeString(
                file, kinds.get("ConfigMap").at("data", "pipeline.yaml").text());
        Map<String, String> environment = Map.of(
                "KAFKA_BOOTSTRAP_SERVERS", "kafka:9092",
                "OPERATOR_TOKEN", "0123456789abcdef",
                "PROMETHEUS_TOKEN", "fedcba9876543210");
        return new ConfigLoader(environment, Map.of()).load(file).value();
    }
}
