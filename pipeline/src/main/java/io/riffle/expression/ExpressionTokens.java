package io.riffle.expression;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The words of a formula and where they stand. Whatever is not a number, a text, a name, an operator or a bracket is
 * refused here, before any engine sees it: the first of two walls around a formula.
 */
public final class ExpressionTokens {
    /** Longer formulas belong in code that has tests. */
    public static final int LONGEST = 2000;

    private static final Set<String> WORDS = Set.of("and", "or", "not", "true", "false");
    private static final Pattern TOKEN = Pattern.compile("(?<space>\\s+)"
            + "|(?<name>[A-Za-z_][A-Za-z0-9_]*)"
            + "|(?<number>(?:[0-9]+(?:\\.[0-9]+)?|\\.[0-9]+)(?:[eE][+-]?[0-9]+)?(?![A-Za-z0-9_.]))"
            + "|(?<text>'[^'\\\\\n]*'|\"[^\"\\\\\n]*\")"
            + "|(?<operator><=|>=|==|!=|&&|\\|\\||\\?(?![?:.])|[-+*/%<>!:(),])");

    /** A name of a feature or, where a bracket follows, of a function. */
    public record Name(String text, int position, boolean function) {}

    private ExpressionTokens() {}

    /**
     * The names in a formula.
     *
     * @throws ExpressionException if the formula contains anything that formulas have not
     */
    public static List<Name> names(String source) {
        if (source.isBlank() || source.length() > LONGEST) {
            throw new ExpressionException(
                    "must have 1 to " + LONGEST + " characters: has "
                            + source.strip().length(),
                    source.strip().substring(0, Math.min(40, source.strip().length())),
                    0);
        }
        List<Name> names = new ArrayList<>();
        Matcher token = TOKEN.matcher(source);
        int at = 0;
        while (at < source.length()) {
            token.region(at, source.length());
            if (!token.lookingAt()) {
                throw new ExpressionException(
                        "must consist of numbers, texts in quotes, features, functions and operators: found '"
                                + source.charAt(at) + "'",
                        source,
                        at);
            }
            if (token.group("name") != null && !WORDS.contains(token.group("name"))) {
                boolean function = source.substring(token.end()).stripLeading().startsWith("(");
                names.add(new Name(token.group("name"), at, function));
            }
            at = token.end();
        }
        return names;
    }
}
