package io.riffle.app.learning;

import io.riffle.learning.Delay;
import io.riffle.settings.DurationText;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A delay of labels as people write it: {@code 48 rows}, {@code 1h}, or nothing for the labels' own times. */
public final class DelayText {
    private static final Pattern ROWS = Pattern.compile("(\\d{1,9})\\s*rows?");

    private DelayText() {}

    public static Delay parse(String text) {
        if (text.isEmpty()) {
            return new Delay.AsLabelled();
        }
        Matcher rows = ROWS.matcher(text);
        if (rows.matches()) {
            return new Delay.Rows(Integer.parseInt(rows.group(1)));
        }
        try {
            return new Delay.Milliseconds(DurationText.parse(text).toMillis());
        } catch (IllegalArgumentException neither) {
            throw new IllegalArgumentException("a delay must be like 48 rows, 30s or 1h: was '" + text + "'", neither);
        }
    }
}
