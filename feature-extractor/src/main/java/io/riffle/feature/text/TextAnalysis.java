package io.riffle.feature.text;

import io.riffle.feature.TransformParameters;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * How texts are taken apart. The defaults are scikit-learn's: lower case, words of at least two characters, single words.
 *
 * @param least length of the shortest n-gram, in words or characters
 * @param greatest length of the longest
 * @param stopWords words that are left out before n-grams are made
 */
public record TextAnalysis(
        Unit unit, boolean lowerCase, String tokenPattern, int least, int greatest, Set<String> stopWords) {
    /** scikit-learn's default: two or more letters, digits or underscores. */
    public static final String WORDS = "(?u)\\b\\w\\w+\\b";

    private static final int LONGEST = 20;

    /** What n-grams are made of: words, characters of the whole text, or characters within each word. */
    public enum Unit {
        WORD,
        CHAR,
        CHAR_WB
    }

    public TextAnalysis {
        stopWords = Set.copyOf(stopWords);
    }

    /** Reads the parameters {@code analyzer}, {@code lower-case}, {@code token-pattern}, {@code ngrams}, {@code stop-words}. */
    public static TextAnalysis read(TransformParameters parameters) {
        Unit unit = unit(parameters);
        boolean lowerCase = parameters.flag("lower-case", true);
        String pattern = parameters.has("token-pattern") ? parameters.text("token-pattern") : WORDS;
        double[] lengths = parameters.has("ngrams") ? parameters.numbers("ngrams") : new double[] {1, 1};
        if (lengths.length != 2 || !whole(lengths[0]) || !whole(lengths[1]) || lengths[0] > lengths[1]) {
            throw parameters.mustBe(
                    "ngrams", "two whole numbers from 1 to " + LONGEST + " in order", parameters.required("ngrams"));
        }
        List<String> stopWords = parameters.has("stop-words") ? parameters.distinctTexts("stop-words") : List.of();
        try {
            PythonPattern.compile(pattern);
        } catch (IllegalArgumentException invalid) {
            throw parameters.mustBe(
                    "token-pattern", "a regular expression with at most one group", invalid.getMessage());
        }
        return new TextAnalysis(unit, lowerCase, pattern, (int) lengths[0], (int) lengths[1], Set.copyOf(stopWords));
    }

    /** An analyzer with these settings, for one thread. */
    public TextAnalyzer analyzer() {
        return switch (unit) {
            case WORD -> new WordAnalyzer(this);
            case CHAR -> new CharAnalyzer(this, false);
            case CHAR_WB -> new CharAnalyzer(this, true);
        };
    }

    String prepared(String text) {
        return lowerCase ? text.toLowerCase(Locale.ROOT) : text;
    }

    private static Unit unit(TransformParameters parameters) {
        String name = parameters.has("analyzer") ? parameters.text("analyzer") : "word";
        return switch (name) {
            case "word" -> Unit.WORD;
            case "char" -> Unit.CHAR;
            case "char-wb" -> Unit.CHAR_WB;
            default -> throw parameters.mustBe("analyzer", "one of word, char, char-wb", "'" + name + "'");
        };
    }

    private static boolean whole(double length) {
        return length == Math.rint(length) && length >= 1 && length <= LONGEST;
    }
}
