package io.riffle.app.cli.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ConfigurationDocumentTest {
    /** After a change of a setting: replace the table by the output of {@code ./riffle config reference}. */
    @Test
    void document_containsTheTableOfTheCode() throws IOException {
        String document = Files.readString(Path.of("../docs/CONFIGURATION.md"));
        assertThat(document).contains(ConfigReferenceCommand.markdown());
    }
}
