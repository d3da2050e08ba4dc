package io.riffle.app.cli;

import io.riffle.app.backtest.Thresholds;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What a candidate must hold to pass. */
final class BacktestLimits {
    @Option(
            names = "--max-flip-rate",
            paramLabel = "SHARE",
            description = "Share of events whose decision differs, 0 to 1.")
    private @Nullable Double flipRate;

    @Option(
            names = "--max-difference",
            paramLabel = "X",
            description = "Largest distance between the scores of an event.")
    private @Nullable Double difference;

    @Option(names = "--max-slowdown", paramLabel = "X", description = "How many times as long per row, in the median.")
    private @Nullable Double slowdown;

    @Option(
            names = "--max-loss",
            paramLabel = "X",
            description =
                    "How much lower the AUC (of several classes: accuracy; of a regression: R2) may be; needs --labels.")
    private @Nullable Double loss;

    @Option(
            names = "--max-failed",
            paramLabel = "N",
            description = "Rows that only the candidate fails on (default: 0).")
    private long failed;

    Thresholds thresholds() {
        return new Thresholds(flipRate, difference, slowdown, loss, failed);
    }
}
