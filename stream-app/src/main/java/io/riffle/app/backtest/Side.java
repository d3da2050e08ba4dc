package io.riffle.app.backtest;

import io.riffle.config.OutcomesConfig;

/** What becomes of one of the two versions. */
final class Side {
    private final Version version;
    private final Measures measures;
    private final RunTimes times = new RunTimes();
    private long failed;

    /** @param meaning what labels say */
    Side(Version version, OutcomesConfig.Answers meaning) {
        this.version = version;
        measures = Measures.of(meaning);
    }

    void ran(int rows, int failures, long nanoseconds) {
        times.add(rows, nanoseconds);
        failed += failures;
    }

    /** An event whose truth is known. */
    void truth(Answer answer, String truth) {
        measures.add(answer, truth);
    }

    long failed() {
        return failed;
    }

    VersionFigures figures() {
        return new VersionFigures(version, failed, times.quantile(0.5), times.quantile(0.95), measures.metrics());
    }
}
