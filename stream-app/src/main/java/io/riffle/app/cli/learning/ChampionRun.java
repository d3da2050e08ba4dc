package io.riffle.app.cli.learning;

import io.riffle.app.backtest.Backtest;
import io.riffle.app.batch.BatchScoring;
import io.riffle.app.cli.BatchParts;
import io.riffle.app.deploy.LabelMeaning;
import io.riffle.app.deploy.ModelVersions;
import io.riffle.app.learning.ChampionEvents;
import io.riffle.app.learning.ChampionWatch;
import io.riffle.app.learning.Evaluation;
import io.riffle.app.learning.Labels;
import io.riffle.app.learning.LearnerInputs;
import io.riffle.app.learning.TruthMeaning;
import io.riffle.app.process.UserProblem;
import io.riffle.config.Pipeline;
import io.riffle.learning.LearningSettings;
import io.riffle.model.ModelRefusedException;
import io.riffle.model.folder.ModelArtifact;
import io.riffle.model.folder.ModelContract;
import java.io.IOException;
import java.nio.file.Path;

/** A learner that hears what the champion of a pipeline answered to recorded events, through the stages of the stream. */
final class ChampionRun {
    private final Pipeline pipeline;
    private final ModelVersions versions;
    private final LearningOptions options;

    ChampionRun(Pipeline pipeline, ModelVersions versions, LearningOptions options) {
        this.pipeline = pipeline;
        this.versions = versions;
        this.options = options;
    }

    /** What came of it. */
    record Result(ModelArtifact champion, ChampionWatch watch, Evaluation evaluation) {}

    Result run() throws UserProblem, IOException, InterruptedException {
        String version = options.model() == null ? versions.usual() : options.model();
        ModelArtifact champion = read(version);
        ModelContract contract = champion.manifest().contract();
        Labels labels = options.labels();
        TruthMeaning meaning = meaning(version, champion, labels);
        LearnerInputs inputs = new LearnerInputs(contract, pipeline.schema());
        ChampionWatch watch = new ChampionWatch(contract, inputs, options.alone());
        Path input = options.input();
        // The champion is its own canary, which is what makes its runs be told.
        try (BatchParts parts = BatchParts.open(pipeline, versions, Backtest.deployment(version, version), watch);
                BatchScoring scoring = parts.scoring(String.valueOf(input.getFileName()), 1)) {
            ChampionEvents events = new ChampionEvents(input, pipeline.event().maxBytes(), scoring, watch);
            LearningSettings settings = options.settings(meaning.target(), events.inputs());
            Evaluation evaluation = new Evaluation(settings, meaning, labels, options.delay());
            evaluation.read(events);
            return new Result(champion, watch, evaluation);
        } catch (IllegalArgumentException wrong) {
            throw new UserProblem(String.valueOf(wrong.getMessage()), wrong);
        }
    }

    private TruthMeaning meaning(String version, ModelArtifact champion, Labels labels) throws UserProblem {
        ModelContract contract = champion.manifest().contract();
        LabelMeaning meaning = LabelMeaning.of(pipeline.outcomes(), contract.task());
        meaning.mustSuit(version, contract);
        return TruthMeaning.of(meaning.answers(), contract.output().labels(), labels);
    }

    private ModelArtifact read(String version) throws UserProblem {
        try {
            return versions.registry().open(version).read();
        } catch (ModelRefusedException refused) {
            throw new UserProblem(String.valueOf(refused.getMessage()), refused);
        }
    }
}
