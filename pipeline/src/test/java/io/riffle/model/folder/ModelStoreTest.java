package io.riffle.model.folder;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelStoreTest {
    private static final int SENDERS = 8;

    @TempDir
    private Path directory;

    /** Two pipelines may share a models directory: whoever is second is told so, and leaves nothing. */
    @Test
    void add_isDoneOnce_whenManyAddTheSameVersion() throws Exception {
        ModelStore store = new ModelStore(directory, new FileModelRegistry(directory, 1 << 20));
        ExecutorService senders = Executors.newFixedThreadPool(SENDERS);
        try {
            for (int version = 0; version < 20; version++) {
                List<Callable<String>> adding = new ArrayList<>();
                for (int sender = 0; sender < SENDERS; sender++) {
                    String name = String.valueOf(version);
                    String manifest = "sender: " + sender;
                    adding.add(() -> outcome(store, name, manifest));
                }
                List<String> outcomes = new ArrayList<>();
                for (Future<String> each : senders.invokeAll(adding)) {
                    outcomes.add(each.get());
                }
                assertThat(outcomes).containsOnlyOnce("added");
                assertThat(outcomes)
                        .allMatch(each -> each.equals("added") || each.startsWith("the version must be new: "));
            }
        } finally {
            senders.shutdownNow();
        }
        try (Stream<Path> left = Files.list(directory)) {
            assertThat(left).hasSize(20).allMatch(path -> Files.exists(path.resolve("model.onnx")));
        }
    }

    private static String outcome(ModelStore store, String version, String manifest) {
        try {
            store.add(version, manifest, Map.of(ModelFile.USUAL, new byte[100_000]));
            return "added";
        } catch (IOException refused) {
            return String.valueOf(refused.getMessage());
        }
    }
}
