package io.riffle.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import io.riffle.app.process.RiffleVersion;
import java.io.IOException;
import java.lang.module.ModuleDescriptor.Version;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What is published: one version everywhere, all modules in the BOM, no dependency with a known hole. */
class ReleaseFilesTest {
    private static final Path PROJECT = Path.of("..");
    private static final Pattern VALKEY = Pattern.compile("image: valkey/valkey:([0-9.]+)-");

    /** Nobody depends on these. */
    private static final List<String> NOT_LIBRARIES = List.of("bom", "benchmarks");

    private final PomFile root = PomFile.read(PROJECT.resolve("pom.xml"));

    ReleaseFilesTest() throws IOException {}

    @Test
    void version_isOneEverywhere_andNoSnapshot() throws IOException {
        String version = root.text("version");
        assertThat(version).matches("\\d+\\.\\d+\\.\\d+");
        assertThat(RiffleVersion.NUMBER).isEqualTo(version);
        assertThat(modules()).contains("schemas", "stream-app", "bom");
        for (String module : modules()) {
            PomFile pom = module(module);
            String own = pom.text("parent", "version") + pom.text("version");
            assertThat(own).as(module).isEqualTo(version);
        }
    }

    @Test
    void bom_namesEveryLibrary() throws IOException {
        List<String> libraries = modules().stream()
                .filter(module -> !NOT_LIBRARIES.contains(module))
                .map(module -> "riffle-" + module)
                .toList();
        PomFile bom = module("bom");
        assertThat(bom.texts("dependencyManagement", "dependencies", "dependency", "artifactId"))
                .containsExactlyInAnyOrderElementsOf(libraries);
        assertThat(bom.texts("dependencyManagement", "dependencies", "dependency", "version"))
                .containsOnly("${project.version}");
    }

    @Test
    void publishedPoms_tellSourceLicenceAndAuthors() throws IOException {
        for (PomFile pom : List.of(root, module("bom"))) {
            assertThat(pom.text("url")).isEqualTo("https://github.com/riffle-io/riffle");
            assertThat(pom.text("scm", "connection")).isEqualTo("scm:git:https://github.com/riffle-io/riffle.git");
            assertThat(pom.text("licenses", "license", "name")).isEqualTo("Apache-2.0");
            assertThat(pom.text("developers", "developer", "name")).isNotBlank();
        }
    }

    /** CVE-2025-55163 is mended in gRPC 1.75. */
    @Test
    void grpcAndProtobuf_areWithoutKnownHoles() {
        assertThat(Version.parse(root.text("properties", "grpc.version")))
                .isGreaterThanOrEqualTo(Version.parse("1.75.0"));
        assertThat(Version.parse(root.text("properties", "protobuf.version")))
                .isGreaterThanOrEqualTo(Version.parse("3.25.6"));
    }

    /** CVE-2025-49844 is mended in Valkey 8.1.4, as in Redis 7.4.6. */
    @Test
    void compose_startsAValkeyWithoutKnownHoles() throws IOException {
        Matcher image = VALKEY.matcher(Files.readString(PROJECT.resolve("docker/compose.yaml")));
        assertThat(image.find()).isTrue();
        assertThat(Version.parse(image.group(1))).isGreaterThanOrEqualTo(Version.parse("8.1.4"));
    }

    private List<String> modules() {
        return root.texts("modules", "module");
    }

    private static PomFile module(String name) throws IOException {
        return PomFile.read(PROJECT.resolve(name).resolve("pom.xml"));
    }
}
