package io.riffle.feature;

import static io.riffle.feature.Tensors.step;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class TransformsTest {
    private final Transforms transforms = Transforms.load();

    @Test
    void load_findsBuiltInsAndOwnTransforms_whenTheyAreNamedInServices() {
        assertThat(transforms.names())
                .containsExactly(
                        "binarize",
                        "bucketize",
                        "clean-text",
                        "count-vector",
                        "feature-hash",
                        "hash",
                        "hash-vector",
                        "impute",
                        "log1p",
                        "max-abs",
                        "min-max",
                        "missing-indicator",
                        "normalize",
                        "one-hot",
                        "ordinal",
                        "robust-scale",
                        "square-root",
                        "standard-scale",
                        "tfidf",
                        "time-of-day");
        assertThat(Tensors.apply(step("square-root"), 9)).containsExactly(3);
    }

    @Test
    void create_namesTheNearest_whenTransformIsUnknown() {
        assertThatThrownBy(() -> transforms.create(step("standardscale")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a transform must be known: 'standardscale' is not, nearest is 'standard-scale'");
    }

    @Test
    void constructor_refuses_whenTwoFactoriesClaimOneName() {
        assertThatThrownBy(() -> new Transforms(List.of(new SquareRoot.Factory(), new SquareRoot.Factory())))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("a transform's name must be unique: 'square-root' is claimed by ");
    }

    static Stream<Arguments> wrongParameters() {
        return Stream.of(
                wrong("standard-scale", Map.of(), "'mean' must be given: found no parameter"),
                wrong(
                        "standard-scale",
                        Map.of("maen", 1, "scale", 2),
                        "'mean' must be given: found only [maen, scale]"),
                wrong("standard-scale", Map.of("mean", 1, "scale", 0), "'scale' must be greater than 0: was 0.0"),
                wrong(
                        "standard-scale",
                        Map.of("mean", 1, "scale", Double.NaN),
                        "'scale' must be a finite number: was NaN"),
                wrong(
                        "standard-scale",
                        Map.of("mean", "x", "scale", 1),
                        "'mean' must be a finite number: was the text 'x'"),
                wrong(
                        "standard-scale",
                        Map.of("mean", 1, "scale", 2, "scaling", true),
                        "a parameter must be known: 'scaling' is not, nearest is 'scale' of [mean, scale, with-mean, with-std]"),
                wrong("log1p", Map.of("base", 2), "a parameter must be known: 'base' is not, it has none"),
                wrong("min-max", Map.of("min", 3, "max", 2), "'max' must be at least 'min' (3.0): was 2.0"),
                wrong(
                        "min-max",
                        Map.of("min", 0, "max", 1, "low", 1, "high", 1),
                        "'high' must be greater than 'low' (1.0): was 1.0"),
                wrong("min-max", Map.of("min", 0, "max", 1, "clip", "yes"), "'clip' must be true or false: was yes"),
                wrong(
                        "min-max",
                        Map.of("min", 0, "max", Double.MIN_VALUE),
                        "'max' must be at a usable distance from 'min' (0.0): was 4.9E-324"),
                wrong(
                        "one-hot",
                        Map.of("categories", List.of("a", "b", "a")),
                        "'categories' must be a list without repetitions: was 'a' twice"),
                wrong(
                        "one-hot",
                        Map.of("categories", List.of("a", 1)),
                        "'categories' must be a text (quote it where YAML reads something else): was 1"),
                wrong(
                        "one-hot",
                        Map.of("categories", List.of()),
                        "'categories' must be a list of at least one element: was []"),
                wrong(
                        "ordinal",
                        Map.of("categories", "a"),
                        "'categories' must be a list of at least one element: was the text 'a'"),
                wrong(
                        "bucketize",
                        Map.of("edges", List.of(1, 3, 2)),
                        "'edges' must be in ascending order: was 3.0 before 2.0"),
                wrong(
                        "bucketize",
                        Map.of("edges", List.of(1, 1)),
                        "'edges' must be in ascending order: was 1.0 before 1.0"),
                wrong("hash", Map.of("buckets", 0), "'buckets' must be a whole number from 1 to 1048576: was 0.0"),
                wrong("hash", Map.of("buckets", 1.5), "'buckets' must be a whole number from 1 to 1048576: was 1.5"),
                wrong(
                        "time-of-day",
                        Map.of("zone", "Mars"),
                        "'zone' must be a time zone such as Europe/Berlin or UTC: was Mars"),
                wrong("impute", Map.of("value", true), "'value' must be a finite number: was true"));
    }

    @ParameterizedTest
    @MethodSource("wrongParameters")
    void create_namesTransformParameterAndValue_whenAParameterIsWrong(StepSpec step, String problem) {
        assertThatThrownBy(() -> transforms.create(step))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(step.name() + ": " + problem);
    }

    private static Arguments wrong(String transform, Map<String, Object> parameters, String problem) {
        return Arguments.of(step(transform, parameters), problem);
    }
}
