package io.riffle.app.run;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.riffle.app.process.UserProblem;
import io.riffle.config.RedisTls;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProfileStoreTest {
    @TempDir
    private Path folder;

    @Test
    void check_namesKeyAndFile_whenAFileIsMissing() {
        Path missing = folder.resolve("ca.pem");
        assertRefused(
                new RedisTls(Optional.of(missing), Optional.empty(), Optional.empty()),
                "profile.tls.trust must be a file that can be read: was " + missing);
    }

    @Test
    void check_namesKeyAndFile_whenAFileHoldsNoCertificate() throws Exception {
        Path empty = Files.createFile(folder.resolve("empty.pem"));
        Path text = Files.writeString(folder.resolve("text.pem"), "-----BEGIN CERTIFICATE-----\nno\n");
        assertRefused(
                new RedisTls(Optional.of(empty), Optional.empty(), Optional.empty()),
                "profile.tls.trust must be a PEM file with certificates: was " + empty);
        assertRefused(
                new RedisTls(Optional.empty(), Optional.of(text), Optional.of(empty)),
                "profile.tls.certificate must be a PEM file with certificates: was " + text);
    }

    @Test
    void check_passes_withoutFiles() throws Exception {
        ProfileStore.check(RedisTls.NONE);
    }

    private static void assertRefused(RedisTls tls, String message) {
        assertThatExceptionOfType(UserProblem.class)
                .isThrownBy(() -> ProfileStore.check(tls))
                .withMessage(message);
    }
}
