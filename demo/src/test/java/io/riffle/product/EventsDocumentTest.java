package io.riffle.product;

import static org.assertj.core.api.Assertions.assertThat;

import io.riffle.config.ConfigLoader;
import io.riffle.config.Pipeline;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventsDocumentTest {
    private static final String AROUND = """
            pipeline: documented
            kafka: {bootstrap-servers: "localhost:9092"}
            models: {directory: models}
            """;

    @TempDir
    private Path folder;

    /** What the page shows is taken as it stands there. */
    @Test
    void pipelines_thatThePageShows_areRead() throws Exception {
        List<String> blocks = ReadmeShell.blocks("docs/EVENTS.md", "Six files as they are", ReadmeShell.YAML);
        assertThat(blocks).hasSize(6);
        for (String block : blocks) {
            Path file = Files.writeString(folder.resolve("pipeline.yaml"), AROUND + block);
            Pipeline pipeline = new ConfigLoader(Map.of(), Map.of()).load(file).value();
            assertThat(pipeline.event().fields()).as(block).isNotEmpty();
        }
    }
}
