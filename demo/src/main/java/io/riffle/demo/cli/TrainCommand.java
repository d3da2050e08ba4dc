package io.riffle.demo.cli;

import io.riffle.app.cli.CommandContext;
import io.riffle.config.ConfigLoader;
import io.riffle.config.Pipeline;
import io.riffle.demo.train.Evaluation;
import io.riffle.demo.train.ModelFolderWriter;
import io.riffle.demo.train.TrainedModel;
import io.riffle.demo.train.Trainer;
import io.riffle.feature.Transforms;
import io.riffle.model.ModelRefusedException;
import io.riffle.model.folder.MetricsText;
import io.riffle.model.folder.ModelFolder;
import io.riffle.scoring.ModelLoader;
import io.riffle.scoring.Scorer;
import io.riffle.scoring.onnx.OnnxModelRuntime;
import io.riffle.stats.BinaryPerformance;
import io.riffle.stats.PerformanceBaseline;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Makes the demo's model folder again: from a seed to a version that passes every check before it may score. */
@Command(name = "train", description = "Train the demo's fraud model and write its model folder.")
public final class TrainCommand implements Callable<Integer> {
    static final String MODEL = "card-fraud";
    static final int EVALUATION_RECORDS = 100_000;
    private static final int FEWEST_RECORDS = 10_000;

    @Mixin
    private CommandContext context = new CommandContext();

    @Option(
            names = "--config",
            paramLabel = "FILE",
            defaultValue = "config/card-fraud.yaml",
            description = "The pipeline whose features the model reads (default: ${DEFAULT-VALUE}).")
    private Path config = Path.of("config/card-fraud.yaml");

    @Mixin
    private TrainOptions options = new TrainOptions();

    @Option(
            names = "--records",
            paramLabel = "N",
            description = "Payments to learn from, at least 10000 (default: ${DEFAULT-VALUE}).")
    private int records = Trainer.RECORDS;

    @Override
    public Integer call() throws IOException, ModelRefusedException {
        if (records < FEWEST_RECORDS) {
            throw context.wrong("--records must be at least " + FEWEST_RECORDS + ": was " + records);
        }
        Pipeline pipeline =
                new ConfigLoader(context.environment(), Map.of()).load(config).value();
        int unseen = Math.min(records, EVALUATION_RECORDS);
        TrainedModel model = new Trainer(pipeline, options.seed(), records).train();
        double auc = write(model, pipeline, options.folder(), options.seed(), records);
        PrintWriter out = context.out();
        out.printf(
                Locale.ROOT,
                "%s: learned from %,d rows, AUC %.4f on %,d unseen payments%n",
                options.output(),
                model.size(),
                auc,
                unseen);
        return 0;
    }

    /** Writes the folder, with figures of payments that the model has not seen; the area under the ROC curve is one of them. */
    static double write(TrainedModel model, Pipeline pipeline, Path folder, long seed, int records)
            throws IOException, ModelRefusedException {
        new ModelFolderWriter(folder, MODEL).write(model, comment(seed, records));
        BinaryPerformance unseen = evaluate(pipeline, folder, seed + 1, Math.min(records, EVALUATION_RECORDS));
        String metrics = MetricsText.of(PerformanceBaseline.of(unseen));
        Files.writeString(folder.resolve("model.yaml"), metrics, StandardOpenOption.APPEND);
        return unseen.histogram().auc();
    }

    /** What stands at the head of the manifest. */
    static String comment(long seed, int records) {
        String more = records == Trainer.RECORDS ? "" : " --records " + records;
        return "Made by `riffle demo train --seed " + seed + more + "`. Do not edit.";
    }

    /** On payments that no model has seen, through ONNX Runtime, from the folder as it is. */
    static BinaryPerformance evaluate(Pipeline pipeline, Path folder, long seed, int records)
            throws ModelRefusedException {
        Duration limit = Duration.ofSeconds(10);
        OnnxModelRuntime runtime = new OnnxModelRuntime(Transforms.load(), limit, limit, System::nanoTime);
        long maxBytes = pipeline.models().maxBytes();
        ModelLoader loader = new ModelLoader(runtime, maxBytes, pipeline.batch().maxSize());
        try (Scorer scorer = loader.load(new ModelFolder(folder, maxBytes), pipeline.schema())) {
            return Evaluation.of(scorer, pipeline, seed, records);
        } finally {
            runtime.close();
        }
    }
}
