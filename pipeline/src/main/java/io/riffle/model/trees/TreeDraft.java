package io.riffle.model.trees;

import io.riffle.feature.ColumnSpec;
import io.riffle.feature.StepSpec;
import io.riffle.model.folder.InputsText;
import io.riffle.model.folder.ManifestDraft;
import io.riffle.model.folder.ModelFile;
import io.riffle.model.folder.ModelTask;
import io.riffle.settings.ShownText;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.stream.IntStream;

/** Writes the manifest of a converted model, with golden rows that the source's own evaluation gave. */
final class TreeDraft {
    private static final int GOLDEN = 5;
    private static final double USUAL = 1e6;

    private final TreeModel model;
    private final ModelFile source;

    TreeDraft(TreeModel model, ModelFile source) {
        this.model = model;
        this.source = source;
    }

    ManifestDraft write(ManifestDraft.Version version, TreeProof proof) {
        TreeModel.Origin origin = model.origin();
        StringBuilder yaml = new StringBuilder();
        yaml.append("# Converted from ").append(ShownText.cut(origin.program() + ", " + origin.objective()));
        yaml.append(". ")
                .append(proof.rows())
                .append(" rows, among them each threshold and its neighbours, differ by at");
        yaml.append(" most ").append(proof.largest()).append(".\n");
        origin.notes()
                .forEach(note -> yaml.append("# ").append(ShownText.cut(note)).append('\n'));
        yaml.append(version.text());
        yaml.append("source: {file: ").append(source.name()).append(", sha256: \"");
        yaml.append(source.sha256()).append("\"}\n");
        yaml.append("task: ").append(origin.task().label()).append('\n');
        yaml.append(InputsText.of(List.of(model.input())));
        yaml.append("output:\n  score: {tensor: ").append(model.output()).append(", column: 0}\n");
        List<String> toFillIn = new ArrayList<>(origin.notes());
        labels(yaml, toFillIn);
        golden(yaml);
        toFillIn.add(ManifestDraft.METRICS);
        toFillIn.add(ManifestDraft.REFERENCE);
        return new ManifestDraft(yaml.toString(), List.copyOf(toFillIn));
    }

    private void labels(StringBuilder yaml, List<String> toFillIn) {
        boolean binary = model.origin().task() == ModelTask.BINARY_CLASSIFICATION;
        if (!model.origin().task().isClassification()) {
            return;
        }
        int classes = binary ? 2 : model.outputs();
        StringJoiner labels = new StringJoiner(", ", "[", "]");
        IntStream.range(0, classes).forEach(i -> labels.add("\"" + i + "\""));
        yaml.append("  labels: ").append(labels).append('\n');
        toFillIn.add("output.labels: the class names in this order, if you call the classes otherwise");
        if (!binary) {
            toFillIn.add("output.score.column: the class whose probability is the score (0, until you say otherwise)");
        }
    }

    private void golden(StringBuilder yaml) {
        List<double[]> rows = TreeRows.of(model).stream()
                .filter(row -> Arrays.stream(row).allMatch(value -> Double.isNaN(value) || Math.abs(value) <= USUAL))
                .filter(row -> Arrays.stream(row).anyMatch(value -> !Double.isNaN(value)))
                .limit(GOLDEN)
                .toList();
        double largest = rows.stream()
                .mapToDouble(row -> Math.abs(model.scores(row)[0]))
                .max()
                .orElse(0);
        if (rows.isEmpty()) {
            return;
        }
        yaml.append("golden:\n  tolerance: ")
                .append(TreeProof.TOLERANCE * Math.max(1, largest))
                .append('\n');
        yaml.append("  rows:\n");
        for (double[] row : rows) {
            yaml.append("    - {features: ").append(features(row));
            yaml.append(", score: ").append(model.scores(row)[0]).append("}\n");
        }
    }

    private String features(double[] row) {
        StringJoiner features = new StringJoiner(", ", "{", "}");
        for (int i = 0; i < row.length; i++) {
            ColumnSpec column = model.columns().get(i);
            given(column, row[i]).ifPresent(value -> features.add(InputsText.json(column.feature()) + ": " + value));
        }
        return features.toString();
    }

    /** What an event would have to give this number; empty for a missing one. */
    private static Optional<String> given(ColumnSpec column, double value) {
        if (Double.isNaN(value)) {
            return Optional.empty();
        }
        if (column.steps().isEmpty()) {
            return Optional.of(Double.toString(value));
        }
        return category(column.steps().get(0), value).map(InputsText::json);
    }

    private static Optional<?> category(StepSpec ordinal, double value) {
        List<?> categories = (List<?>) ordinal.parameters().getOrDefault("categories", List.of());
        boolean listed = value == (int) value && value >= 0 && value < categories.size();
        return listed ? Optional.of(categories.get((int) value)) : Optional.empty();
    }
}
