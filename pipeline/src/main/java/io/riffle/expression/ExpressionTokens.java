package io.riffle.expression;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The words of a formula and where they stand. Whatever is not a number, a text, a name, an operator or a bracket is
 * refused here.
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

    /** What a word is; {@code and}, {@code or}, {@code not}, {@code true} and {@code false} are words of the language. */
    public enum Kind {
        NAME,
        WORD,
        NUMBER,
        TEXT,
        OPERATOR
    }

    /** A word as it is written, a text with its quotes. */
    public record Token(Kind kind, String text, int position) {}

    /** A name of a feature or, where a bracket follows, of a function. */
    public record Name(String text, int position, boolean function) {}

    private ExpressionTokens() {}

    /**
     * All words of a formula.
     *
     * @throws ExpressionException if the formula contains anything that formulas have not
     */
    public static List<Token> tokens(String source) {
        if (source.isBlank() || source.length() > LONGEST) {
            throw new ExpressionException(
                    "must have 1 to " + LONGEST + " characters: has "
                            + source.strip().length(),
                    source.strip().substring(0, Math.min(40, source.strip().length())),
                    0);
        }
        List<Token> tokens = new ArrayList<>();
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
            if (token.group("space") == null) {
                tokens.add(new Token(kind(token), token.group(), at));
            }
            at = token.end();
        }
        return tokens;
    }

    private static Kind kind(Matcher token) {
        if (token.group("name") != null) {
            return WORDS.contains(token.group()) ? Kind.WORD : Kind.NAME;
        }
        if (token.group("number") != null) {
            return Kind.NUMBER;
        }
        return token.group("text") != null ? Kind.TEXT : Kind.OPERATOR;
    }

    /**
     * The names in a formula.
     *
     * @throws ExpressionException if the formula contains anything that formulas have not
     */
    public static List<Name> names(String source) {
        List<Token> tokens = tokens(source);
        List<Name> names = new ArrayList<>();
        for (int i = 0; i < tokens.size(); i++) {
            Token token = tokens.get(i);
            if (token.kind() == Kind.NAME) {
                boolean function =
                        i + 1 < tokens.size() && tokens.get(i + 1).text().equals("(");
                names.add(new Name(token.text(), token.position(), function));
            }
        }
        return names;
    }
}
