package io.riffle.model.folder;

import static org.assertj.core.api.Assertions.assertThat;

import io.riffle.feature.ColumnSpec;
import io.riffle.feature.MissingPolicy;
import io.riffle.feature.StepSpec;
import io.riffle.feature.TensorSpec;
import io.riffle.feature.TensorType;
import io.riffle.model.ModelRefusedException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A chain of steps that is saved and loaded is the same chain: names, order, and every bit of every number. */
class InputsTextTest {
    private static final String REST = """
            name: n
            version: "1"
            sha256: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa
            task: binary-classification
            output:
              score: {tensor: p}
            """;

    @Test
    void inputs_comeBackUnchanged_whenTheyAreWrittenAndRead() throws ModelRefusedException {
        List<TensorSpec> inputs = List.of(
                new TensorSpec(
                        "features",
                        TensorType.FLOAT32,
                        List.of(
                                column("amount"),
                                column("on", step("impute", Map.of("value", -0.0)), step("log1p", Map.of())),
                                column("odd: name", step("one-hot", Map.of("categories", odd()))),
                                column("text", step("tfidf", Map.of("terms", odd(), "idf", numbers(), "norm", "l2"))),
                                ColumnSpec.joined(
                                        List.of(column("a"), column("b", step("impute", Map.of("value", 1L)))),
                                        List.of(step("normalize", Map.of("norm", "max"))))),
                        List.of(2, 3),
                        new MissingPolicy.ReplaceNumber(0.1)),
                new TensorSpec(
                        "names",
                        TensorType.STRING,
                        List.of(column("merchant")),
                        List.of(),
                        new MissingPolicy.ReplaceText("allow me")),
                new TensorSpec(
                        "flags", TensorType.FLOAT64, List.of(column("x")), List.of(), new MissingPolicy.Reject()));

        String yaml = REST + InputsText.of(inputs);

        assertThat(new ManifestReader(Path.of("model.yaml"))
                        .read(yaml.getBytes(StandardCharsets.UTF_8))
                        .inputs())
                .isEqualTo(inputs);
    }

    /** What YAML would take for something else than a text, a line break or nothing. */
    private static List<Object> odd() {
        return List.of(
                "on",
                "null",
                "1e5",
                "00",
                "- a",
                "#",
                "a: b",
                "'",
                "\"",
                "\\",
                "\n",
                "\t",
                "\u0085",
                "\u2028",
                "\ufeff",
                " ",
                "~",
                "déjà",
                "東京",
                "\ud83d\ude00",
                "{x}",
                "\u0000",
                "\u007f",
                "\ufffe");
    }

    private static List<Object> numbers() {
        Random random = new Random(3);
        List<Object> numbers = new ArrayList<>();
        for (int i = 0; i < odd().size() - 3; i++) {
            numbers.add(random.nextGaussian() * Math.pow(10, random.nextInt(40) - 20));
        }
        numbers.addAll(List.of(Double.MIN_VALUE, Double.MAX_VALUE, 1e23));
        return numbers;
    }

    private static ColumnSpec column(String feature, StepSpec... steps) {
        return new ColumnSpec(feature, List.of(steps));
    }

    private static StepSpec step(String name, Map<String, Object> parameters) {
        return new StepSpec(name, parameters);
    }
}
