package io.riffle.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.riffle.settings.ConfigException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever somebody saves by accident, the answer is a pipeline or a list of problems; never any other exception. */
class ConfigFuzzTest {
    private static final List<String> PIECES = List.of(
            "{",
            "}",
            "[",
            "]",
            ":",
            ": ",
            "- ",
            "\n",
            "  ",
            "\t",
            "#",
            "&a ",
            "*a",
            "!!int ",
            "!x ",
            "|",
            ">",
            "'",
            "\"",
            "${",
            "${A}",
            "${A:b}",
            "null",
            "~",
            "-1",
            "1e999",
            "NaN",
            "99999999999999999999",
            "7d",
            "0ms",
            "score > 1",
            "<<: ",
            "? ",
            "---\n",
            "...",
            "%",
            "\u0000",
            "\u2028",
            "😀",
            "amount",
            "event_time",
            ",");

    @TempDir
    private Path folder;

    @Test
    void load_givesAPipelineOrProblems_whenFileIsMutated() throws IOException {
        String full = Files.readString(Path.of("src/test/resources/config/full.yaml"));
        Random random = new Random(42);
        int pipelines = 0;
        int refused = 0;
        for (int round = 0; round < 1_000; round++) {
            String mutated = mutate(full, random);
            if (isPipeline(mutated, round)) {
                pipelines++;
            } else {
                refused++;
            }
        }
        assertThat(pipelines).isGreaterThan(50);
        assertThat(refused).isGreaterThan(300);
    }

    private boolean isPipeline(String yaml, int round) throws IOException {
        Path file = Files.write(folder.resolve("fuzz.yaml"), yaml.getBytes(StandardCharsets.UTF_8));
        try {
            return new ConfigLoader(Map.of(), Map.of()).load(file).value() != null;
        } catch (ConfigException invalid) {
            assertThat(invalid.problems()).as("round %d", round).isNotEmpty();
            assertThat(invalid.getMessage()).doesNotContain("hunter2");
            return false;
        } catch (RuntimeException other) {
            throw new AssertionError("round " + round + " of this file:\n" + yaml, other);
        }
    }

    private static String mutate(String yaml, Random random) {
        List<String> lines = new ArrayList<>(yaml.lines().toList());
        for (int change = random.nextInt(3); change >= 0; change--) {
            int at = random.nextInt(lines.size());
            switch (random.nextInt(5)) {
                case 0 -> lines.remove(at);
                case 1 -> lines.add(random.nextInt(lines.size()), lines.get(at));
                case 2 ->
                    lines.set(at, " ".repeat(random.nextInt(6)) + lines.get(at).strip());
                case 3 -> lines.set(at, splice(lines.get(at), PIECES.get(random.nextInt(PIECES.size())), random));
                default -> lines.set(at, cut(lines.get(at), random));
            }
        }
        return String.join("\n", lines);
    }

    private static String splice(String line, String piece, Random random) {
        int at = random.nextInt(line.length() + 1);
        return line.substring(0, at)
                + piece
                + line.substring(random.nextBoolean() ? at : Math.min(line.length(), at + 3));
    }

    private static String cut(String line, Random random) {
        return line.isEmpty() ? "" : line.substring(0, random.nextInt(line.length()));
    }
}
