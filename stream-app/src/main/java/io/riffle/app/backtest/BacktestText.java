package io.riffle.app.backtest;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A result in rows of text: figures of both versions side by side, then how they differ. */
public final class BacktestText {
    private final BacktestResult result;

    public BacktestText(BacktestResult result) {
        this.result = result;
    }

    /** One row per figure; the first is the heading. */
    public List<List<String>> versions() {
        VersionFigures candidate = result.candidate();
        VersionFigures baseline = result.baseline();
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of(
                "FIGURE",
                "CANDIDATE " + candidate.version().version(),
                "BASELINE " + baseline.version().version()));
        rows.add(row("model file, bytes", (double) candidate.version().bytes(), (double)
                baseline.version().bytes()));
        rows.add(row("rows failed", (double) candidate.failed(), (double) baseline.failed()));
        rows.add(row("microseconds per row, p50", candidate.medianMicros(), baseline.medianMicros()));
        rows.add(row("microseconds per row, p95", candidate.p95Micros(), baseline.p95Micros()));
        baseline.metrics()
                .forEach((name, value) -> rows.add(
                        row(name.replace('_', ' '), candidate.metrics().getOrDefault(name, Double.NaN), value)));
        return rows;
    }

    /** Figures of the comparison, by name. */
    public Map<String, String> comparison() {
        Map<String, String> lines = new LinkedHashMap<>();
        lines.put("events", Long.toString(result.events()));
        lines.put("compared", Long.toString(result.compared()));
        lines.put("not scored by any", Long.toString(result.deadLetters()));
        lines.put("with a label", Long.toString(result.labelled()));
        lines.put("flips", flips());
        result.differences()
                .forEach((name, value) -> lines.put("score difference, " + name.replace('_', ' '), number(value)));
        lines.put("slowdown", number(result.slowdown()));
        return lines;
    }

    private String flips() {
        Long flips = result.flips();
        return flips == null
                ? number(Double.NaN)
                : String.format(Locale.ROOT, "%d (%.3f %%)", flips, 100 * result.flipRate());
    }

    private static List<String> row(String name, double candidate, double baseline) {
        return List.of(name, number(candidate), number(baseline));
    }

    private static String number(double value) {
        if (Double.isNaN(value)) {
            return "-";
        }
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? Long.toString((long) value)
                : String.format(Locale.ROOT, "%.6g", value);
    }
}
