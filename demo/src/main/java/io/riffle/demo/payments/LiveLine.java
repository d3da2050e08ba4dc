package io.riffle.demo.payments;

import java.io.PrintWriter;
import java.util.Locale;

/**
 * Shows how the demo is doing: on a terminal one line that is written over and over, elsewhere (a log, a pipe) a plain
 * line every few seconds.
 */
public final class LiveLine {
    private static final long PLAIN_EVERY_NANOS = 5_000_000_000L;

    private final PrintWriter out;
    private final boolean terminal;
    private long shownAt;
    private long shownAnswers;
    private long plainAt;
    private int width;

    public LiveLine(PrintWriter out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    /**
     * Shows the demo as it is now.
     *
     * @param meanFrame rows per frame lately; NaN if unknown
     */
    public void show(DemoSnapshot now, double meanFrame) {
        String line = text(now, meanFrame);
        shownAt = now.elapsedNanos();
        shownAnswers = now.answered();
        if (terminal) {
            width = Math.max(width, line.length());
            out.print("\r" + line + " ".repeat(width - line.length()));
            out.flush();
        } else if (now.elapsedNanos() - plainAt >= PLAIN_EVERY_NANOS) {
            plainAt = now.elapsedNanos();
            out.println(line);
        }
    }

    /** Something that happened, on a line of its own that stays. */
    public void tell(String news) {
        if (terminal && width > 0) {
            out.print("\r" + " ".repeat(width) + "\r");
        }
        out.println(news);
        out.flush();
    }

    /** Leaves the last line standing. */
    public void end() {
        if (terminal && width > 0) {
            out.println();
        }
    }

    private String text(DemoSnapshot now, double meanFrame) {
        double seconds = Math.max(1, now.elapsedNanos() - shownAt) / 1e9;
        return String.format(
                Locale.ROOT,
                "%,10.0f events/s | p50 %s p99 %s ms | %s per frame | %,d events | %,d dead letters | %,d alerts",
                (now.answered() - shownAnswers) / seconds,
                number(now.p50Millis()),
                number(now.p99Millis()),
                number(meanFrame),
                now.answered(),
                now.deadLettered(),
                now.alerts());
    }

    private static String number(double value) {
        return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, value < 100 ? "%.1f" : "%,.0f", value);
    }
}
