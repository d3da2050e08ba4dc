package io.riffle.app.report;

import io.riffle.app.topic.RecordType;
import io.riffle.config.Pipeline;
import io.riffle.config.SideTopic;
import io.riffle.schema.QualityReport;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/** The reports of the quality topic: a series for each pipeline. */
public final class QualityReports implements ReportKind<QualityReport> {
    private static final RecordType<QualityReport> RECORDS = new RecordType<>(QualityReport.class, "checks");

    @Override
    public String name() {
        return "quality";
    }

    @Override
    public Optional<String> topic(Pipeline pipeline) {
        return pipeline.quality().map(declared -> pipeline.topics().of(SideTopic.QUALITY));
    }

    @Override
    public RecordType<QualityReport> records() {
        return RECORDS;
    }

    @Override
    public Comparator<QualityReport> series() {
        return Comparator.comparing(QualityReport::pipeline);
    }

    /** The checks that failed. */
    @Override
    public Set<String> changed(QualityReport report) {
        Set<String> failed = new LinkedHashSet<>();
        report.checks().stream().filter(check -> check.severity().fires()).forEach(check -> failed.add(check.check()));
        return failed;
    }
}
