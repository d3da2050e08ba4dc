package io.riffle.app.cli.features;

import io.riffle.app.cli.OutputOptions;
import io.riffle.app.cli.PipelineContext;
import io.riffle.app.features.OnlineFeatures;
import io.riffle.app.process.UserProblem;
import io.riffle.app.run.ProfileStore;
import io.riffle.enrichment.ProfileLayoutException;
import io.riffle.enrichment.ProfileUnavailableException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What the commands that look into the store of features have in common. */
@Command
final class StoredOptions {
    @Mixin
    private PipelineContext context = new PipelineContext();

    @Mixin
    private OutputOptions output = new OutputOptions();

    @Option(
            names = "--at",
            paramLabel = "TIME",
            description = "The time that ages are counted to, such as 2026-01-31T10:00:00Z (default: now).")
    private @Nullable Instant at;

    /** Something to ask the store, as of a time. */
    interface Question<T> {
        T answer(OnlineFeatures features, Instant at) throws UserProblem, ProfileUnavailableException;
    }

    <T> T ask(Question<T> question) throws UserProblem {
        try (OnlineFeatures features = ProfileStore.features(context.pipeline())) {
            return question.answer(features, at == null ? Instant.now() : at);
        } catch (ProfileLayoutException mismatch) {
            throw new UserProblem(String.valueOf(mismatch.getMessage()), mismatch);
        } catch (ProfileUnavailableException away) {
            throw new UserProblem(String.valueOf(away.getMessage()), away);
        }
    }

    void print(Object json, List<List<String>> table) {
        output.print(json, table);
    }
}
