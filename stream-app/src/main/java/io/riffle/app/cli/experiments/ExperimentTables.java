package io.riffle.app.cli.experiments;

import io.riffle.schema.ExperimentReport;
import io.riffle.schema.ExperimentReport.Comparison;
import io.riffle.schema.ExperimentReport.VariantReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Experiments for people. */
final class ExperimentTables {
    private ExperimentTables() {}

    /** One line per experiment. */
    static List<List<String>> list(List<ExperimentReport> reports) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("EXPERIMENT", "VARIANTS", "OUTCOMES", "DECISIONS", "SAMPLE RATIO"));
        for (ExperimentReport report : reports) {
            rows.add(List.of(
                    report.experiment(),
                    String.join(
                            " ",
                            report.variants().stream()
                                    .map(each -> each.name() + ":" + each.weight())
                                    .toList()),
                    Long.toString(report.variants().stream()
                            .mapToLong(VariantReport::outcomes)
                            .sum()),
                    String.join(
                            " ",
                            report.variants().stream()
                                    .skip(1)
                                    .map(each -> each.name() + "=" + each.decision())
                                    .toList()),
                    sampleRatio(report)));
        }
        return rows;
    }

    private static String sampleRatio(ExperimentReport report) {
        if (report.sampleRatioP() == null) {
            return "too few";
        }
        return report.sampleRatioMismatch() ? "MISMATCH" : "ok";
    }

    /** One line per variant. */
    static List<List<String>> show(ExperimentReport report) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of(
                "VARIANT",
                "WEIGHT",
                "ENTITIES",
                "EVENTS",
                "OUTCOMES",
                "RATE",
                "95% INTERVAL",
                "LIFT",
                "P AT ANY LOOK",
                "DETECTABLE",
                "DECISION"));
        for (VariantReport each : report.variants()) {
            Optional<Comparison> comparison = Optional.ofNullable(each.comparison());
            rows.add(List.of(
                    each.name(),
                    each.weight() + "%",
                    Long.toString(each.counts().entities()),
                    Long.toString(each.counts().events()),
                    Long.toString(each.counts().outcomes()),
                    percent(each.successRate().value()),
                    percent(each.successRate().low()) + " to "
                            + percent(each.successRate().high()),
                    percent(comparison.map(Comparison::lift).orElse(null)),
                    comparison
                            .map(Comparison::sequentialP)
                            .map(p -> String.format(Locale.ROOT, "%.2g", p))
                            .orElse("-"),
                    percent(comparison.map(Comparison::detectable).orElse(null)),
                    each.decision()));
        }
        return rows;
    }

    /** What the table cannot say. */
    static String footer(ExperimentReport report) {
        String chiSquare = report.chiSquare() == null || report.chiSquareP() == null
                ? "chi-square: not enough outcomes"
                : String.format(
                        Locale.ROOT, "chi-square %.3f, p %.3g (one look)", report.chiSquare(), report.chiSquareP());
        String ratio = report.sampleRatioP() == null
                ? "sample ratio: too few entities yet"
                : String.format(
                        Locale.ROOT,
                        "sample ratio p %.3g%s",
                        report.sampleRatioP(),
                        report.sampleRatioMismatch() ? ": MISMATCH, do not trust these figures" : "");
        return chiSquare + "; " + ratio;
    }

    private static String percent(@Nullable Double share) {
        return share == null ? "-" : String.format(Locale.ROOT, "%.2f%%", 100 * share);
    }
}
