package io.riffle.model.folder;

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

    /** The draft of one version. */
    public static ManifestDraft of(Version version, GraphSummary graph) {
        List<String> toDo = new ArrayList<>();
        StringBuilder yaml = new StringBuilder("# Draft made from the graph. Fill in what is marked with FILL IN.\n");
        yaml.append(version.text());
        yaml.append("task: ")
                .append(task(graph))
                .append("        # FILL IN: binary-classification,"
                        + " multiclass-classification, regression or other\n");
        toDo.add("task: what a score means (guessed: " + task(graph) + ")");
        yaml.append("inputs:\n");
        for (GraphSummary.Port input : graph.inputs()) {
            yaml.append("  ")
                    .append(quoted(input.name()))
                    .append(":        # ")
                    .append(input.shape())
                    .append('\n');
            yaml.append("    type: ").append(input.type()).append('\n');
            yaml.append("    columns: []        # FILL IN: features and their steps, side by side in the order of"
                    + " training\n");
            toDo.add("inputs." + input.name() + ".columns: the features that fill " + input.type() + " "
                    + input.shape());
        }
        score(graph, yaml, toDo);
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

    /** With a reference section, and with what keeps it from being one. */
    public ManifestDraft withReference(String section, List<String> problems) {
        List<String> toDo = new ArrayList<>(toFillIn);
        toDo.remove(REFERENCE);
        problems.forEach(problem -> toDo.add("reference: " + problem));
        return new ManifestDraft(text + section, List.copyOf(toDo));
    }

    private static void score(GraphSummary graph, StringBuilder yaml, List<String> toDo) {
        GraphSummary.Port output = scoreOutput(graph);
        yaml.append("output:\n  score: {tensor: ")
                .append(quoted(output.name()))
                .append(", column: ")
                .append(column(output))
                .append("}        # FILL IN: which column of ")
                .append(output)
                .append('\n');
        toDo.add("output.score: the output and column that is the score (guessed: " + output.name() + ", column "
                + column(output) + ")");
        toDo.add("output.labels: the class names in column order, where there are classes");
    }

    /** The first output of floating point numbers; labels are of other types. */
    private static GraphSummary.Port scoreOutput(GraphSummary graph) {
        return graph.outputs().stream()
                .filter(output ->
                        output.type().startsWith("float") || output.type().equals("sequence"))
                .findFirst()
                .orElse(graph.outputs().get(0));
    }

    private static int column(GraphSummary.Port output) {
        return output.shape().endsWith(", 2]") ? 1 : 0;
    }

    private static String task(GraphSummary graph) {
        String shape = scoreOutput(graph).shape();
        if (shape.endsWith(", 2]")) {
            return "binary-classification";
        }
        boolean one = shape.endsWith(", 1]") || !shape.contains(",");
        return one ? "regression" : "multiclass-classification";
    }

    private static String quoted(String name) {
        return name.matches("[A-Za-z_][A-Za-z0-9_]*") ? name : "'" + name.replace("'", "''") + "'";
    }
}
