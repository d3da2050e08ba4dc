package io.riffle.app.explain;

import io.riffle.app.deploy.ModelVersions;
import io.riffle.app.process.UserProblem;
import io.riffle.config.Pipeline;
import io.riffle.model.ModelRefusedException;
import io.riffle.scoring.ActiveModels;
import io.riffle.scoring.ModelSource;
import io.riffle.scoring.Scorer;
import java.util.function.Function;
import java.util.stream.Stream;

/** Lends the scorer of a version. */
public interface ScorerUse {
    /**
     * Calls with the scorer, which is valid during the call.
     *
     * @throws UserProblem with the reason if there is none
     */
    <T> T with(String version, Function<Scorer, T> use) throws UserProblem;

    /** Loads a version from the pipeline's models directory for each use. */
    static ScorerUse loading(Pipeline pipeline) {
        return new ScorerUse() {
            @Override
            public <T> T with(String version, Function<Scorer, T> use) throws UserProblem {
                try (ModelVersions versions = new ModelVersions(pipeline);
                        Scorer scorer = versions.load(version, "", false)) {
                    return use.apply(scorer);
                } catch (ModelRefusedException refused) {
                    throw new UserProblem(String.valueOf(refused.getMessage()), refused);
                }
            }
        };
    }

    /** Takes those that score the stream: a request must not load models. */
    static ScorerUse running(ModelSource models) {
        return new ScorerUse() {
            @Override
            public <T> T with(String version, Function<Scorer, T> use) throws UserProblem {
                try (ActiveModels active = models.acquire()) {
                    Scorer scorer = Stream.concat(active.lanes().stream(), active.shadows().stream())
                            .map(ActiveModels.Lane::scorer)
                            .filter(each -> each.version().equals(version))
                            .findFirst()
                            .orElseThrow(() -> new UserProblem("version " + version
                                    + " must be in use to compute contributions here (riffle explain loads it)"));
                    return use.apply(scorer);
                }
            }
        };
    }
}
