package io.riffle.watch.drift;

import static org.assertj.core.api.Assertions.assertThat;

import io.riffle.config.ModelsConfig;
import io.riffle.model.folder.ModelFolder;
import io.riffle.model.folder.ReferenceProfile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderReferenceProfilesTest {
    @TempDir
    private Path models;

    private Path manifest;
    private String deployed = "";
    private long nanos = Long.MAX_VALUE;
    private FolderReferenceProfiles profiles;

    @BeforeEach
    void start() throws Exception {
        manifest = Files.createDirectory(models.resolve("1")).resolve("model.yaml");
        ModelsConfig config = ModelsConfig.in(models);
        profiles = new FolderReferenceProfiles(config, version -> deployed, () -> nanos, () -> 0);
    }

    @Test
    void profile_isThatOfTheNewFolder_whenTheVersionIsRegisteredAndDeployedAgain() throws Exception {
        register(100);
        deploy();
        ReferenceProfile first = profiles.of("1").orElseThrow();
        assertThat(first.rows()).isEqualTo(100);
        assertThat(profiles.baseline("1")).isPresent();
        register(200);
        assertThat(profiles.of("1")).as("read once").containsSame(first);
        deploy();
        assertThat(profiles.of("1")).map(ReferenceProfile::rows).contains(200L);
    }

    @Test
    void profile_isReadAfterAWhile_whenTheFolderCouldNotBeRead() throws Exception {
        assertThat(profiles.of("1")).isEmpty();
        assertThat(profiles.baseline("1")).isEmpty();
        register(100);
        pass(Duration.ofSeconds(59));
        assertThat(profiles.of("1")).as("not with every frame").isEmpty();
        pass(Duration.ofSeconds(1));
        assertThat(profiles.of("1")).isPresent();
        assertThat(profiles.baseline("1")).isPresent();
    }

    @Test
    void profile_isAbsent_whenTheFolderIsNotTheDeployedOne() throws Exception {
        register(100);
        deploy();
        register(200);
        assertThat(profiles.of("1")).isEqualTo(Optional.empty());
    }

    private void register(long rows) throws Exception {
        Path trained = Path.of("..", "config", "models", "card-fraud", "1", "model.yaml");
        Files.writeString(
                manifest,
                Files.readString(trained).replaceFirst("reference:\\s+rows: \\d+", "reference:\n  rows: " + rows));
    }

    private void deploy() throws Exception {
        deployed = new ModelFolder(models.resolve("1"), 1 << 20).fingerprint();
    }

    private void pass(Duration time) {
        nanos += time.toNanos();
    }
}
