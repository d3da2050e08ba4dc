package io.riffle.app.cli.learning;

import io.riffle.app.cli.BatchParts;
import io.riffle.app.cli.OutputFormatOption;
import io.riffle.app.cli.PipelineContext;
import io.riffle.app.deploy.ModelVersions;
import io.riffle.app.learning.CorrectedModel;
import io.riffle.app.process.ExitCode;
import io.riffle.app.process.UserProblem;
import io.riffle.config.Pipeline;
import io.riffle.model.ModelRefusedException;
import io.riffle.model.folder.ManifestReader;
import io.riffle.model.folder.ModelFile;
import io.riffle.model.folder.ModelStore;
import io.riffle.scoring.Scorer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Makes a version of what was learned. */
@Command(
        description = {
            "Learn from recorded events and write the corrected champion as a new version, with golden rows and metrics.",
            "The metrics are those of the answers that were given before each truth was known."
        })
final class LearningExportCommand implements Callable<Integer> {
    @Mixin
    private PipelineContext context = new PipelineContext();

    @Mixin
    private LearningOptions options = new LearningOptions();

    @Mixin
    private OutputFormatOption format = new OutputFormatOption();

    @Option(names = "--as", required = true, paramLabel = "VERSION", description = "The new version.")
    private String version = "";

    @Override
    public Integer call() throws UserProblem, InterruptedException {
        if (!ManifestReader.isName(version)) {
            throw context.wrong(
                    "--as must be up to 100 letters, digits, '.', '_' and '-', the first a letter or digit: was "
                            + version);
        }
        Pipeline pipeline = BatchParts.pipeline(context);
        try (ModelVersions versions = new ModelVersions(pipeline)) {
            ModelStore store = new ModelStore(pipeline.models().directory(), versions.registry());
            store.requireNew(version);
            ChampionRun.Result learned = new ChampionRun(pipeline, versions, options).run();
            learned.evaluation().finish();
            write(store, versions, learned);
            return ExitCode.OK.value();
        } catch (IOException | IllegalArgumentException failed) {
            throw new UserProblem(String.valueOf(failed.getMessage()), failed);
        }
    }

    private void write(ModelStore store, ModelVersions versions, ChampionRun.Result learned)
            throws UserProblem, IOException {
        CorrectedModel model =
                new CorrectedModel(learned.champion(), learned.watch(), options.alone(), learned.evaluation());
        byte[] onnx = model.onnx();
        Path folder = store.add(version, model.manifest(version, onnx), Map.of(ModelFile.USUAL, onnx));
        check(store, versions);
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("folder", folder.toString());
        figures.put("examples", learned.evaluation().learner().step());
        learned.evaluation().measures().getOrDefault("learner", Map.of()).forEach(figures::put);
        format.print(figures);
    }

    /** A version that may not score is not left behind. */
    private void check(ModelStore store, ModelVersions versions) throws UserProblem, IOException {
        try (Scorer scorer = versions.load(version, "", false)) {
            if (!scorer.version().equals(version)) {
                throw new UserProblem("the new version must be " + version + ": was " + scorer.version());
            }
        } catch (ModelRefusedException refused) {
            delete(store);
            throw new UserProblem(String.valueOf(refused.getMessage()), refused);
        }
    }

    private void delete(ModelStore store) throws UserProblem, IOException {
        try {
            store.delete(version);
        } catch (ModelRefusedException refused) {
            throw new UserProblem(String.valueOf(refused.getMessage()), refused);
        }
    }
}
