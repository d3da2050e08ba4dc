package io.riffle.demo.train;

import io.riffle.config.Pipeline;
import io.riffle.demo.payments.SeededRandom;
import io.riffle.feature.ColumnSpec;
import io.riffle.feature.FeatureSchema;
import io.riffle.feature.FeatureTable;
import io.riffle.feature.StepSpec;
import io.riffle.feature.TensorSpec;
import io.riffle.feature.TensorType;
import io.riffle.feature.Transforms;
import io.riffle.feature.fit.TensorLearner;
import io.riffle.model.folder.GoldenRow;
import io.riffle.model.folder.GoldenRows;
import io.riffle.model.folder.MetricsText;
import io.riffle.model.folder.ModelContract;
import io.riffle.model.folder.ModelFile;
import io.riffle.model.folder.ModelManifest;
import io.riffle.model.folder.ModelTask;
import io.riffle.model.folder.OutputSpec;
import io.riffle.model.folder.Sha256;
import io.riffle.stats.BinaryPerformance;
import io.riffle.stats.PerformanceBaseline;
import io.riffle.stats.ScoreHistogram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Trains the model of {@code config/reviews.yaml} on generated reviews: tf-idf of words and pairs, then one neuron. */
public final class ReviewModel {
    static final String COMMENT = "Made by `riffle demo train-reviews --seed 42`. Do not edit.";
    static final String OUTPUT = "praise_probability";

    private static final String TEXT = "text";
    private static final int REVIEWS = 4_000;
    private static final int UNSEEN = 2_000;
    private static final int ROUNDS = 20;
    private static final int BATCH = 50;
    private static final double RATE = 0.05;
    private static final int GOLDEN = 8;

    private final FeatureTable table;
    private final boolean[] positive = new boolean[REVIEWS];
    private final long seed;

    public ReviewModel(Pipeline pipeline, long seed) {
        this.seed = seed;
        FeatureSchema schema = pipeline.schema();
        table = new FeatureTable(schema, REVIEWS);
        ReviewTexts reviews = new ReviewTexts(seed);
        for (int row = 0; row < REVIEWS; row++) {
            ReviewTexts.Review review = reviews.next();
            table.text(schema.requireColumn(TEXT), row, review.text());
            positive[row] = review.positive();
        }
    }

    /** Writes {@code model.onnx} and {@code model.yaml}; the same seed gives the same bytes. */
    public void write(Path folder) throws IOException {
        TensorSpec input = learned();
        float[] matrix = ModelInputs.matrix(input, table, REVIEWS);
        Network network = trained(matrix);
        byte[] onnx = network.onnx("reviews", OUTPUT);
        ModelManifest manifest = new ModelManifest(
                "reviews",
                String.valueOf(folder.getFileName()),
                new ModelFile("model.onnx", Sha256.of(onnx)),
                new ModelContract(
                        ModelTask.BINARY_CLASSIFICATION,
                        List.of(input),
                        new OutputSpec(OUTPUT, 0, Optional.empty(), List.of("blame", "praise"), List.of(OUTPUT))),
                Optional.empty(),
                golden(network, matrix));
        Files.createDirectories(folder);
        Files.write(folder.resolve("model.onnx"), onnx);
        String metrics = MetricsText.of(PerformanceBaseline.of(unseen(network, input)));
        Files.writeString(folder.resolve("model.yaml"), new ManifestText().write(manifest, COMMENT) + metrics);
    }

    /** How right it is about reviews that it has not seen. */
    private BinaryPerformance unseen(Network network, TensorSpec input) {
        ReviewTexts reviews = new ReviewTexts(seed + 2);
        FeatureTable others = new FeatureTable(table.schema(), UNSEEN);
        boolean[] truth = new boolean[UNSEEN];
        for (int row = 0; row < UNSEEN; row++) {
            ReviewTexts.Review review = reviews.next();
            others.text(table.schema().requireColumn(TEXT), row, review.text());
            truth[row] = review.positive();
        }
        float[] matrix = ModelInputs.matrix(input, others, UNSEEN);
        BinaryPerformance performance = new BinaryPerformance(0.5, ScoreHistogram.MOST_BINS);
        for (int row = 0; row < UNSEEN; row++) {
            performance.add(network.score(matrix, row), truth[row]);
        }
        return performance;
    }

    private TensorSpec learned() {
        StepSpec tfidf = new StepSpec("tfidf", Map.of("ngrams", List.of(1L, 2L), "min-df", 5L, "sublinear", true));
        ColumnSpec text = new ColumnSpec(TEXT, List.of(new StepSpec("clean-text", Map.of()), tfidf));
        TensorSpec declared = new TensorSpec(ModelInputs.TENSOR, TensorType.FLOAT32, List.of(text));
        TensorLearner learner = new TensorLearner(declared, table.schema(), Transforms.load());
        learner.add(table, REVIEWS);
        return learner.finish();
    }

    private Network trained(float[] matrix) {
        Network network = new Network(matrix.length / REVIEWS, List.of(), new SeededRandom(seed + 1));
        for (int round = 0; round < ROUNDS; round++) {
            for (int row = 0; row < REVIEWS; row++) {
                network.learn(matrix, row, positive[row], 1.0 / BATCH);
                if (row % BATCH == BATCH - 1) {
                    network.step(RATE);
                }
            }
        }
        return network;
    }

    private GoldenRows golden(Network network, float[] matrix) {
        List<GoldenRow> rows = new ArrayList<>();
        for (int row = 0; row < GOLDEN; row++) {
            String text = String.valueOf(table.text(table.schema().requireColumn(TEXT), row));
            rows.add(new GoldenRow(Map.of(TEXT, text), Rounded.of(network.score(matrix, row), 7)));
        }
        return new GoldenRows(1e-4, rows);
    }
}
