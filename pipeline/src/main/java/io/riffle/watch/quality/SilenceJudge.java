package io.riffle.watch.quality;

import io.riffle.config.alerting.Watched;
import io.riffle.schema.AlertSubject;
import io.riffle.schema.Finding;
import io.riffle.schema.Severity;
import io.riffle.settings.DurationText;
import io.riffle.watch.alert.AlertSignal;
import io.riffle.watch.window.SilentWindows;
import io.riffle.watch.window.WindowKey;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whether events have stopped: no window with any for more than twice as long as ever before. It needs to know nothing about
 * hours and weekdays, so that it sees an outage before those are known; where nights are silent it is slower than they are.
 */
final class SilenceJudge {
    static final String SUBJECT = "silence";

    /** Of fewer windows nobody knows what is usual. */
    private static final int FEWEST_WINDOWS = 24;

    private final int kept;
    private @Nullable Usual usual;

    /** The longest run of windows without events that the known ones have. */
    private record Usual(WindowKey newest, int windows, int longest) {}

    /** @param kept how many windows are known at most */
    SilenceJudge(int kept) {
        this.kept = kept;
    }

    /** Empty while too little is known. */
    Optional<AlertSignal> judge(SilentWindows<QualityCounts> silence) {
        Usual known = usual(silence);
        if (known.windows < FEWEST_WINDOWS) {
            return Optional.empty();
        }
        WindowKey newest = silence.newest();
        Severity severity = silence.missing() > 2 * known.longest + 1 ? Severity.HIGH : Severity.NONE;
        Duration silent = Duration.ofMillis(silence.missing() * newest.size());
        Duration every = Duration.ofMillis((known.longest + 1) * newest.size());
        String text = String.format(
                Locale.ROOT,
                "silence: no events for %s, usually at least every %s (%d windows)",
                DurationText.format(silent),
                DurationText.format(every),
                known.windows);
        // As far as event time has surely come: whatever window ends the silence is not earlier.
        return Optional.of(signal(
                new Finding(severity, silent.toSeconds(), every.toSeconds(), text),
                newest.end(),
                newest.end() + newest.size()));
    }

    /** Events have come in this window. */
    static AlertSignal over(WindowKey window, long rows) {
        String text = String.format(Locale.ROOT, "silence: over, %d events", rows);
        return signal(new Finding(Severity.NONE, 0, 0, text), window.start(), window.end());
    }

    private static AlertSignal signal(Finding finding, long from, long to) {
        return new AlertSignal(Watched.QUALITY, AlertSubject.ofPipeline(SUBJECT), finding, from, to);
    }

    private Usual usual(SilentWindows<QualityCounts> silence) {
        Usual known = usual;
        if (known == null || !known.newest.equals(silence.newest())) {
            known = look(silence);
            usual = known;
        }
        return known;
    }

    private Usual look(SilentWindows<QualityCounts> silence) {
        int windows = 0;
        int longest = 0;
        int run = 0;
        for (int back = 0; back < kept; back++) {
            if (silence.before().apply(back).isEmpty()) {
                run++;
                continue;
            }
            longest = Math.max(longest, run);
            windows = back + 1;
            run = 0;
        }
        return new Usual(silence.newest(), windows, longest);
    }
}
