package io.riffle.watch.window;

import io.riffle.watch.alert.AlertSignal;
import java.util.List;

/** What follows from a window: a report for the kind's own topic, and what the alerts are told. */
public record WindowVerdict(List<byte[]> reports, List<AlertSignal> signals) {
    public WindowVerdict {
        reports = List.copyOf(reports);
        signals = List.copyOf(signals);
    }
}
