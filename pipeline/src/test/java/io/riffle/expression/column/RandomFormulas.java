package io.riffle.expression.column;

import io.riffle.expression.ExpressionTokens;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;

/**
 * Formulas drawn from the whole grammar: mostly such that make sense, some whose parts do not fit each other, and some
 * with a word too many, too few or at the wrong place.
 */
final class RandomFormulas {
    private static final int DEEPEST = 4;
    private static final int MISFIT_PERCENT = 2;
    private static final int SPOILED_PERCENT = 6;
    private static final int BRACKET_PERCENT = 25;

    private static final List<String> NUMBERS = List.of(
            "0",
            "1",
            "2",
            "10",
            "007",
            "010",
            "08",
            "0.0",
            "00",
            "2.5",
            ".5",
            "1e3",
            "1.5E-3",
            "3000000000",
            "99999999999999999999",
            "9007199254740993",
            "0.1",
            "1e400",
            "1e-400",
            "08.5",
            "0e1");
    private static final List<String> TEXTS = List.of("''", "'a'", "\"a\"", "'Two Words'", "'b'", "'ä𝄞'", "\"it's\"");
    private static final List<String> ONE =
            List.of("abs", "ceil", "exp", "floor", "log", "log1p", "round", "sign", "sqrt");
    private static final List<String> TWO = List.of("max", "min", "pow", "if_missing");
    private static final List<String> LOOSE = List.of(
            "(",
            ")",
            ",",
            "?",
            ":",
            "+",
            "-",
            "*",
            "/",
            "%",
            "<",
            "<=",
            ">",
            ">=",
            "==",
            "!=",
            "&&",
            "and",
            "||",
            "or",
            "not",
            "!",
            "true",
            "0",
            "'a'",
            "amount",
            "city",
            "online",
            "max",
            "is_missing");

    /** A bracket after a bracket calls a value, and a name before a colon is a namespace: things that only the engine has. */
    private static final Pattern MORE_THAN_FORMULAS = Pattern.compile("\\) \\(|\\b[a-z]+ : [a-z0-9_]+ \\(");

    private final Random random;

    RandomFormulas(long seed) {
        random = new Random(seed);
    }

    /** A formula that most often gives such a value. */
    String next(Kind kind) {
        String formula;
        do {
            List<String> words = of(kind, DEEPEST);
            if (percent(SPOILED_PERCENT)) {
                spoil(words);
            }
            formula = String.join(" ", words);
        } while (formula.length() > ExpressionTokens.LONGEST
                || MORE_THAN_FORMULAS.matcher(formula).find());
        return formula;
    }

    private void spoil(List<String> words) {
        int at = random.nextInt(words.size());
        switch (random.nextInt(4)) {
            case 0 -> words.remove(at);
            case 1 -> words.add(at, from(LOOSE));
            case 2 -> words.set(at, from(LOOSE));
            default -> Collections.swap(words, at, random.nextInt(words.size()));
        }
        if (words.isEmpty()) {
            words.add("(");
        }
    }

    private List<String> of(Kind kind, int depth) {
        Kind given = percent(MISFIT_PERCENT) ? from(List.of(Kind.NUMBER, Kind.TRUTH, Kind.TEXT)) : kind;
        boolean leaf = depth == 0 || percent(20);
        List<String> words = switch (given) {
            case NUMBER -> leaf ? number() : numbers(depth - 1);
            case TRUTH -> leaf ? truth() : truths(depth - 1);
            case TEXT, MISSING -> leaf ? text() : texts(depth - 1);
        };
        return percent(BRACKET_PERCENT) ? words("(", words, ")") : words;
    }

    private List<String> number() {
        return words(percent(60) ? from(List.of("amount", "average", "count")) : from(NUMBERS));
    }

    private List<String> truth() {
        return words(percent(85) ? from(List.of("online", "known")) : from(List.of("true", "false")));
    }

    private List<String> text() {
        return words(percent(60) ? from(List.of("city", "note")) : from(TEXTS));
    }

    private List<String> numbers(int depth) {
        return switch (random.nextInt(8)) {
            case 0, 1, 2 ->
                words(of(Kind.NUMBER, depth), from(List.of("+", "-", "*", "/", "%")), of(Kind.NUMBER, depth));
            case 3 -> words(from(List.of("-", "-", "+")), of(Kind.NUMBER, depth));
            case 4 -> words(from(ONE), "(", of(Kind.NUMBER, depth), ")");
            case 5 ->
                percent(25)
                        ? words(
                                "clamp",
                                "(",
                                of(Kind.NUMBER, depth),
                                ",",
                                of(Kind.NUMBER, 0),
                                ",",
                                of(Kind.NUMBER, 0),
                                ")")
                        : words(from(TWO), "(", of(Kind.NUMBER, depth), ",", of(Kind.NUMBER, depth), ")");
            case 6 -> percent(40) ? words("length", "(", of(Kind.TEXT, depth), ")") : choice(Kind.NUMBER, depth);
            default -> choice(Kind.NUMBER, depth);
        };
    }

    private List<String> truths(int depth) {
        return switch (random.nextInt(9)) {
            case 0, 1 ->
                words(of(Kind.NUMBER, depth), from(List.of("<", "<=", ">", ">=", "==", "!=")), of(Kind.NUMBER, depth));
            case 2, 3 -> words(of(Kind.TRUTH, depth), from(List.of("and", "&&", "or", "||")), of(Kind.TRUTH, depth));
            case 4 -> words(from(List.of("not", "!")), of(Kind.TRUTH, depth));
            case 5 -> {
                Kind kind = from(List.of(Kind.TEXT, Kind.TEXT, Kind.TRUTH));
                yield words(of(kind, depth), from(List.of("==", "!=")), of(kind, depth));
            }
            case 6 -> words("is_missing", "(", of(from(List.of(Kind.NUMBER, Kind.TRUTH, Kind.TEXT)), depth), ")");
            case 7 ->
                words(
                        from(List.of("contains", "starts_with")),
                        "(",
                        of(Kind.TEXT, depth),
                        ",",
                        percent(70) ? words(from(TEXTS)) : of(Kind.TEXT, depth),
                        ")");
            default -> choice(Kind.TRUTH, depth);
        };
    }

    private List<String> texts(int depth) {
        return switch (random.nextInt(5)) {
            case 0 -> words(of(Kind.TEXT, depth), "+", of(Kind.TEXT, depth));
            case 1 -> words("lower", "(", of(Kind.TEXT, depth), ")");
            case 2 ->
                words(
                        "if_missing",
                        "(",
                        of(Kind.TEXT, depth),
                        ",",
                        percent(60) ? words(from(TEXTS)) : of(Kind.TEXT, depth),
                        ")");
            default -> choice(Kind.TEXT, depth);
        };
    }

    /** Conditions that hold in few rows hide what does not fit from the check before the formula runs. */
    private List<String> choice(Kind kind, int depth) {
        List<String> condition = percent(15)
                ? words("amount", from(List.of(">", "<=")), from(List.of("1e6", "1e7")))
                : of(Kind.TRUTH, depth);
        return words(condition, "?", of(kind, depth), ":", of(percent(3) ? Kind.TEXT : kind, depth));
    }

    private static List<String> words(Object... parts) {
        List<String> words = new ArrayList<>();
        for (Object part : parts) {
            if (part instanceof List<?> some) {
                some.forEach(each -> words.add((String) each));
            } else {
                words.add((String) part);
            }
        }
        return words;
    }

    private boolean percent(int share) {
        return random.nextInt(100) < share;
    }

    private <T> T from(List<T> some) {
        return some.get(random.nextInt(some.size()));
    }
}
