package io.riffle.enrichment;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A value as programs show it instead of writing it: with blanks around it, {@code True}, {@code np.float64(12.5)},
 * {@code Decimal('12.5')}, {@code b'12.5'}. Python makes these of values that were not turned into text by their writer.
 */
final class ShownValue {
    private static final int LONGEST = 400;
    private static final Set<String> NOTHING = Set.of("none", "null", "nan", "-nan", "<na>");
    private static final Pattern CALL =
            Pattern.compile("(?:(?:np|numpy)\\.[a-z]+\\d*_?|(?:decimal\\.)?Decimal)\\((.*)\\)", Pattern.DOTALL);
    private static final Pattern TRUTH = Pattern.compile("(?:np|numpy)\\.(True|False)_?");
    private static final Pattern BYTES = Pattern.compile("b?(?:'(.*)'|\"(.*)\")", Pattern.DOTALL);

    private ShownValue() {}

    /** What was shown, of a number or a boolean. */
    static String unwrapped(String text) {
        String inner = text.strip();
        if (inner.length() > LONGEST) {
            return inner;
        }
        Matcher truth = TRUTH.matcher(inner);
        if (truth.matches()) {
            return truth.group(1);
        }
        Matcher call = CALL.matcher(inner);
        return unquoted(call.matches() ? call.group(1).strip() : inner);
    }

    /** What was shown, of a text: only where nobody can have meant the text itself. */
    static String unwrappedText(String text) {
        boolean call = text.startsWith("np.str_(") || text.startsWith("numpy.str_(");
        boolean bytes = text.startsWith("b'") || text.startsWith("b\"");
        return (call || bytes) && text.length() <= LONGEST ? unwrapped(text) : text;
    }

    /** Whether a text in the place of a number says that there is none. */
    static boolean isNothing(String text) {
        return NOTHING.contains(unwrapped(text).toLowerCase(Locale.ROOT));
    }

    private static String unquoted(String text) {
        Matcher quoted = BYTES.matcher(text);
        if (!quoted.matches()) {
            return text;
        }
        return quoted.group(1) == null ? quoted.group(2) : quoted.group(1);
    }
}
