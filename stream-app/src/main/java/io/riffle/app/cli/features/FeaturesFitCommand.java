package io.riffle.app.cli.features;

import io.riffle.app.batch.DumpFormat;
import io.riffle.app.batch.EventFile;
import io.riffle.app.batch.LineReader;
import io.riffle.app.cli.PipelineContext;
import io.riffle.app.fit.FeatureFit;
import io.riffle.app.process.ExitCode;
import io.riffle.app.process.UserProblem;
import io.riffle.config.Pipeline;
import io.riffle.derived.DerivedInputs;
import io.riffle.feature.ColumnSpec;
import io.riffle.feature.Feature;
import io.riffle.feature.FeatureSchema;
import io.riffle.feature.FeatureSource;
import io.riffle.feature.StepSpec;
import io.riffle.feature.TensorSpec;
import io.riffle.feature.TensorType;
import io.riffle.model.ModelRefusedException;
import io.riffle.model.folder.InputsText;
import io.riffle.model.folder.ManifestReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Learns what the steps of a model's inputs lack: means, scales, categories, terms. */
@Command(
        description = {
            "Learn the parameters of a model's inputs from recorded events, in one pass.",
            "Prints the 'inputs' of a model.yaml. Without --inputs, every number is imputed and scaled, every category"
                    + " gets one value per category, every text a tf-idf vector."
        })
final class FeaturesFitCommand implements Callable<Integer> {
    @Mixin
    private PipelineContext context = new PipelineContext();

    @Option(
            names = "--input",
            paramLabel = "FILE",
            required = true,
            description = "Recorded events as JSON lines, plain or gzip; may be repeated, the parts are merged.")
    private List<Path> events = List.of();

    @Option(
            names = "--inputs",
            paramLabel = "FILE",
            description = "YAML with 'inputs' as in model.yaml, whose steps may lack what they learn.")
    private @Nullable Path inputs;

    @Option(names = "--write", paramLabel = "FILE", description = "Where to write the inputs (default: print them).")
    private @Nullable Path target;

    @Override
    public Integer call() throws UserProblem {
        Pipeline pipeline = context.pipeline();
        try {
            List<TensorSpec> declared = inputs == null ? usual(pipeline) : read(inputs);
            FeatureFit fit = fit(pipeline, declared);
            print(fit);
            return ExitCode.OK.value();
        } catch (IllegalArgumentException | ModelRefusedException wrong) {
            throw new UserProblem(String.valueOf(wrong.getMessage()), wrong);
        } catch (IOException unreadable) {
            throw new UserProblem("a file must be readable: " + unreadable, unreadable);
        }
    }

    private static List<TensorSpec> read(Path file) throws IOException, ModelRefusedException {
        return new ManifestReader(file).readInputs(Files.readAllBytes(file));
    }

    /** Each file on its own, then merged: the result does not depend on how the events are split. */
    private FeatureFit fit(Pipeline pipeline, List<TensorSpec> declared) throws IOException {
        FeatureFit whole = new FeatureFit(pipeline, declared);
        EventFile files = new EventFile(pipeline.event(), DumpFormat.AUTO);
        for (Path file : events) {
            FeatureFit part = new FeatureFit(pipeline, declared);
            try (LineReader lines = files.open(shown(file), file.toString())) {
                part.read(file.toString(), lines);
            }
            whole.merge(part);
        }
        return whole;
    }

    /** With a progress bar, where somebody watches. */
    private static InputStream shown(Path file) throws IOException {
        InputStream stream = Files.newInputStream(file);
        if (!Boolean.getBoolean("riffle.terminal")) {
            return stream;
        }
        ProgressBarBuilder bar = new ProgressBarBuilder()
                .setTaskName(String.valueOf(file.getFileName()))
                .setInitialMax(Files.size(file))
                .setUnit(" MB", 1 << 20);
        return ProgressBar.wrap(stream, bar);
    }

    private void print(FeatureFit fit) throws IOException {
        List<TensorSpec> learned = fit.finish();
        PrintWriter error = context.err();
        fit.refusals().forEach(refusal -> error.println("riffle: refused " + refusal));
        error.println("riffle: learned from " + fit.accepted() + " events, " + fit.refused() + " were refused");
        String text = InputsText.of(learned);
        if (target == null) {
            context.out().print(text);
            context.out().flush();
        } else {
            Files.writeString(target, text);
        }
    }

    /** One tensor of everything that the events themselves carry. */
    private static List<TensorSpec> usual(Pipeline pipeline) {
        List<ColumnSpec> columns = new ArrayList<>();
        Set<String> unknown = unknown(pipeline);
        for (Feature feature : pipeline.schema().features()) {
            if (!unknown.contains(feature.name()) && !feature.name().equals(FeatureSchema.EVENT_TIME)) {
                steps(feature).ifPresent(steps -> columns.add(new ColumnSpec(feature.name(), steps)));
            }
        }
        return List.of(new TensorSpec("features", TensorType.FLOAT32, columns));
    }

    /** What events do not carry: profile and history, and formulas that read them. */
    private static Set<String> unknown(Pipeline pipeline) {
        Set<String> unknown = pipeline.schema().features().stream()
                .filter(feature ->
                        feature.source() == FeatureSource.PROFILE || feature.source() == FeatureSource.HISTORY)
                .map(Feature::name)
                .collect(Collectors.toSet());
        unknown.addAll(DerivedInputs.needing(unknown, pipeline.derived()));
        return unknown;
    }

    private static Optional<List<StepSpec>> steps(Feature feature) {
        return switch (feature.type()) {
            case NUMBER, INTEGER -> Optional.of(List.of(step("impute"), step("standard-scale")));
            case BOOLEAN -> Optional.of(List.of(step("impute")));
            case CATEGORY -> Optional.of(List.of(step("one-hot")));
            case TEXT -> Optional.of(List.of(new StepSpec("tfidf", Map.of("max-features", 1500L))));
            case IMAGE -> Optional.empty();
        };
    }

    private static StepSpec step(String name) {
        return new StepSpec(name, Map.of());
    }
}
