package io.riffle.app.learning;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.riffle.feature.TensorSpec;
import io.riffle.learning.OnlineLearner;
import io.riffle.learning.Target;
import io.riffle.model.folder.InputsText;
import io.riffle.model.folder.MetricsText;
import io.riffle.model.folder.ModelArtifact;
import io.riffle.model.folder.ModelContract;
import io.riffle.model.folder.Sha256;
import io.riffle.model.graph.CorrectionGraph;
import io.riffle.stats.PerformanceBaseline;
import io.riffle.stats.PerformanceMeasure;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** What a learner knows, as a model folder: the champion with the correction behind it, or the learner alone. */
public final class CorrectedModel {
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS);
    private static final String TOLERANCE = "1.0E-6";

    private final ModelArtifact champion;
    private final ChampionWatch watch;
    private final boolean alone;
    private final Evaluation evaluation;

    /** @param evaluation to its end */
    public CorrectedModel(ModelArtifact champion, ChampionWatch watch, boolean alone, Evaluation evaluation) {
        this.champion = champion;
        this.watch = watch;
        this.alone = alone;
        this.evaluation = evaluation;
    }

    /** The ONNX file. */
    public byte[] onnx() {
        OnlineLearner learner = evaluation.learner();
        Target target = learner.settings().target();
        List<CorrectionGraph.Input> inputs = watch.inputs().ports();
        if (alone) {
            return CorrectionGraph.alone("learned", inputs, target, learner.snapshot());
        }
        ModelContract contract = champion.manifest().contract();
        return CorrectionGraph.behind(
                champion.bytes(),
                contract.output().scoreTensor(),
                contract.output().scoreColumn(),
                inputs,
                target,
                learner.snapshot());
    }

    /** The {@code model.yaml} of that file. */
    public String manifest(String version, byte[] onnx) {
        ModelContract contract = champion.manifest().contract();
        StringBuilder text = new StringBuilder();
        line(
                text,
                "# What " + evaluation.learner().step() + " examples taught "
                        + (alone
                                ? "from nothing."
                                : "about version " + champion.manifest().version() + ", which is inside."));
        line(text, "name: " + champion.manifest().name());
        line(text, "version: " + json(version));
        line(text, "sha256: " + Sha256.of(onnx));
        line(text, "task: " + contract.task().label());
        List<TensorSpec> inputs = alone ? watch.inputs().specs() : contract.inputs();
        text.append(InputsText.of(inputs));
        line(text, "output:");
        line(text, "  score: {tensor: " + CorrectionGraph.OUTPUT + ", column: " + column() + "}");
        if (!contract.output().labels().isEmpty()) {
            line(text, "  labels: " + json(contract.output().labels()));
        }
        golden(text);
        return text.append(MetricsText.of(metrics())).toString();
    }

    private void golden(StringBuilder text) {
        line(text, "golden:");
        line(text, "  tolerance: " + TOLERANCE);
        line(text, "  rows:");
        watch.remembered()
                .forEach(row -> line(
                        text, "    - {features: " + json(row.features()) + ", score: " + score(row.event()) + "}"));
    }

    /** One number is an answer of its own; of several the champion's says which is the score. */
    private int column() {
        boolean one = evaluation.learner().settings().target().size() == 1;
        return one ? 0 : champion.manifest().contract().output().scoreColumn();
    }

    private double score(AskedEvent event) {
        return evaluation.learner().ask(event.inputs(), event.champion()).scores()[column()];
    }

    private PerformanceBaseline metrics() {
        Map<PerformanceMeasure, Double> measures = new EnumMap<>(PerformanceMeasure.class);
        evaluation.measures().getOrDefault("learner", Map.of()).forEach((name, value) -> {
            if (Double.isFinite(value)) {
                PerformanceMeasure.of(name).ifPresent(measure -> measures.put(measure, value));
            }
        });
        return new PerformanceBaseline(evaluation.labelled(), Double.NaN, measures);
    }

    private static void line(StringBuilder text, String line) {
        text.append(line).append('\n');
    }

    private static String json(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("texts, numbers, lists and maps have a JSON form: " + value, impossible);
        }
    }
}
