package io.riffle.watch.window;

import io.riffle.watch.alert.AlertSignal;
import java.util.List;
import java.util.Optional;

/**
 * What follows from a window: a report for the kind's own topic, what the alerts are told, and what verdicts on later
 * windows want to know of it.
 */
public record WindowVerdict(List<byte[]> reports, List<AlertSignal> signals, Optional<byte[]> memory) {
    public WindowVerdict {
        reports = List.copyOf(reports);
        signals = List.copyOf(signals);
    }

    /** Nothing of it is remembered. */
    public WindowVerdict(List<byte[]> reports, List<AlertSignal> signals) {
        this(reports, signals, Optional.empty());
    }
}
