package io.riffle.app.report;

import io.riffle.app.topic.RecordType;
import io.riffle.config.DriftConfig;
import io.riffle.config.Pipeline;
import io.riffle.schema.DriftReport;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/** The reports of the drift topic: a series for each version, variant and scale. */
public final class DriftReports implements ReportKind<DriftReport> {
    private static final RecordType<DriftReport> RECORDS = new RecordType<>(DriftReport.class, "features");
    private static final Comparator<DriftReport> SERIES = Comparator.comparing(DriftReport::modelVersion)
            .thenComparing(DriftReport::variant)
            .thenComparing(DriftReport::scale);

    @Override
    public String name() {
        return "drift";
    }

    @Override
    public Optional<String> topic(Pipeline pipeline) {
        return pipeline.drift().map(DriftConfig::reportsTopic);
    }

    @Override
    public RecordType<DriftReport> records() {
        return RECORDS;
    }

    @Override
    public Comparator<DriftReport> series() {
        return SERIES;
    }

    /** The features that differ from training. */
    @Override
    public Set<String> changed(DriftReport report) {
        Set<String> changed = new LinkedHashSet<>();
        report.features().stream()
                .filter(feature -> feature.severity().fires())
                .forEach(feature -> changed.add(feature.feature()));
        return changed;
    }
}
