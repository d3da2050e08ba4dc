package io.riffle.app.verdict;

import io.riffle.schema.Severity;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Everything that is wrong at a moment, the worst and oldest first; nothing if the pipeline is well. */
public record Verdict(List<Finding> findings) {
    public static final Verdict WELL = new Verdict(List.of());

    public Verdict {
        findings = findings.stream()
                .sorted(Comparator.comparing(Finding::severity).reversed().thenComparing(Finding::sinceMillis))
                .toList();
    }

    public Optional<Finding> worst() {
        return findings.stream().findFirst();
    }

    /** How bad it is: that of the worst finding. */
    public Severity severity() {
        return worst().map(Finding::severity).orElse(Severity.NONE);
    }
}
