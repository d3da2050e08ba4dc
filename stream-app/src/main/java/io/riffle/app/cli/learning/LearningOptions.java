package io.riffle.app.cli.learning;

import io.riffle.app.cli.CommandContext;
import io.riffle.app.learning.DelayText;
import io.riffle.app.learning.Labels;
import io.riffle.app.process.UserProblem;
import io.riffle.learning.Bounds;
import io.riffle.learning.Delay;
import io.riffle.learning.LearningSettings;
import io.riffle.learning.Target;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What is learned from, and which champion is corrected. */
public final class LearningOptions extends CommandContext {
    @Option(
            names = "--input",
            required = true,
            paramLabel = "FILE",
            description = "Recorded events in their order, packed with gzip or not.")
    private Path input = Path.of("");

    @Option(
            names = "--labels",
            required = true,
            paramLabel = "FILE",
            description = "Truths as in the labels topic, one per line; the last of an event counts.")
    private Path labels = Path.of("");

    @Option(
            names = "--delay",
            paramLabel = "DELAY",
            defaultValue = "",
            description = "When a truth is known: '48 rows' or 1h after its event (default: at its label_time_ms).")
    private String delay = "";

    @Option(
            names = "--model",
            paramLabel = "VERSION",
            description = "The champion whose answers are corrected (default: that of the stream).")
    private @Nullable String model;

    @Option(names = "--alone", description = "Learn from nothing: the champion's inputs are seen, its answers are not.")
    private boolean alone;

    @Option(
            names = "--max-correction",
            paramLabel = "LOGITS",
            description = "The most that is added to the champion's log-odds, either way (default: 4).")
    private double maxCorrection = Bounds.DEFAULT.correction();

    /** The usual ones, with what was asked for. */
    LearningSettings settings(Target target, int inputs) {
        LearningSettings usual = LearningSettings.of(target, inputs);
        return usual.withBounds(new Bounds(usual.bounds().input(), maxCorrection));
    }

    Path input() throws UserProblem {
        if (!Files.isReadable(input)) {
            throw new UserProblem("--input must be a readable file: cannot read " + input);
        }
        return input;
    }

    Labels labels() throws UserProblem, IOException {
        if (!Files.isReadable(labels)) {
            throw new UserProblem("--labels must be a readable file: cannot read " + labels);
        }
        return Labels.read(labels);
    }

    Delay delay() {
        try {
            return DelayText.parse(delay);
        } catch (IllegalArgumentException wrong) {
            throw wrong("--delay: " + wrong.getMessage(), wrong);
        }
    }

    @Nullable
    String model() {
        return model;
    }

    boolean alone() {
        return alone;
    }
}
