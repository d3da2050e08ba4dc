package io.riffle.model.folder;

import io.riffle.model.graph.ClassifierOutputs;
import io.riffle.model.graph.GraphSummary;
import java.util.ArrayList;
import java.util.List;

/**
 * A manifest for a bare model file, as far as its graph tells. What it does not tell (which features fill an input, which
 * output is the score) is left empty, so that the draft is refused until a person has filled it in.
 */
public record ManifestDraft(String text, List<String> toFillIn) {
    /** What remains to be filled in, whatever the model is. */
    public static final String METRICS =
            "metrics: figures of the evaluation and its rows (without them performance has no alarm of its own)";

    /** What remains to be filled in, whatever the model is. */
    public static final String REFERENCE =
            "reference: what training looked like, by riffle drift reference (without it there is no drift)";

    /**
     * Which version a draft is of.
     *
     * @param sha256 of the model file
     */
    public record Version(String name, String version, String sha256) {
        /** As a manifest says it. */
        public String text() {
            return "name: " + name + "\nversion: \"" + version + "\"\nsha256: \"" + sha256 + "\"\n";
        }
    }

    /**
     * The draft of one version.
     *
     * @param classes what the operators tell about classes
     */
    public static ManifestDraft of(Version version, GraphSummary graph, ClassifierOutputs classes) {
        DraftedOutput output = DraftedOutput.of(graph, classes);
        List<String> toDo = new ArrayList<>();
        StringBuilder yaml = new StringBuilder("# Draft made from the graph. Fill in what is marked with FILL IN.\n");
        yaml.append(version.text());
        yaml.append("task: ")
                .append(output.task().label())
                .append("        # FILL IN: binary-classification,"
                        + " multiclass-classification, regression or other\n");
        toDo.add("task: what a score means (guessed: " + output.task().label() + ")");
        yaml.append("inputs:\n");
        for (GraphSummary.Port input : graph.inputs()) {
            yaml.append("  ")
                    .append(InputsText.name(input.name()))
                    .append(":        # ")
                    .append(input.shape())
                    .append('\n');
            yaml.append("    type: ").append(input.type()).append('\n');
            if (featureInputs(graph).contains(input.name())) {
                yaml.append("    columns: [")
                        .append(InputsText.name(input.name()))
                        .append("]        # guessed: the feature of the same name\n");
                continue;
            }
            yaml.append("    columns: []        # FILL IN: features and their steps, side by side in the order of"
                    + " training\n");
            toDo.add("inputs." + input.name() + ".columns: the features that fill " + input.type() + " "
                    + input.shape());
        }
        yaml.append(output.text());
        toDo.addAll(output.toFillIn());
        yaml.append("""
                # metrics: {rows: 1000, auc: 0.9}        # FILL IN: figures of the evaluation and their rows, which performance
                #                                          is held against (accuracy, auc, log_loss, brier, mae, rmse)
                """);
        toDo.add(METRICS);
        yaml.append(
                "golden:\n  rows: []        # FILL IN: {features: {...}, score: ...}, rows that must come out so\n");
        toDo.add("golden.rows: inputs with the scores that training gave (without them nothing proves the manifest)");
        toDo.add(REFERENCE);
        return new ManifestDraft(yaml.toString(), List.copyOf(toDo));
    }

    /** Inputs that are features by themselves: several, each with one value per row, whose names then mean something. */
    public static List<String> featureInputs(GraphSummary graph) {
        List<String> names = graph.inputs().stream()
                .filter(input -> input.shape().matches("\\[[^,\\]]+(, 1)?]"))
                .map(GraphSummary.Port::name)
                .toList();
        return names.size() > 1 ? names : List.of();
    }

    /** With a reference section, and with what keeps it from being one. */
    public ManifestDraft withReference(String section, List<String> problems) {
        List<String> toDo = new ArrayList<>(toFillIn);
        toDo.remove(REFERENCE);
        problems.forEach(problem -> toDo.add("reference: " + problem));
        return new ManifestDraft(text + section, List.copyOf(toDo));
    }
}
