package io.riffle.app.report;

import io.riffle.app.topic.RecordType;
import io.riffle.config.Pipeline;
import io.riffle.schema.WindowReport;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;

/** A kind of report about windows: where its reports are, and what a history must know of one. */
public interface ReportKind<R extends WindowReport> {
    /** What a pipeline declares to have such reports. */
    String name();

    /** The topic of the reports; empty if the pipeline does not declare them. */
    Optional<String> topic(Pipeline pipeline);

    RecordType<R> records();

    /** Reports that are equal by this are about one thing in different windows. */
    Comparator<R> series();

    /** The parts of the report that are not as expected, in its order. */
    Set<String> changed(R report);
}
