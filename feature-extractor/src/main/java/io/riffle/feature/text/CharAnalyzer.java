package io.riffle.feature.text;

import java.util.Arrays;
import java.util.regex.Pattern;

/**
 * N-grams of characters: of the whole text, or of each word with a space on either side. A character is a Unicode code
 * point; two or more white-space characters count as one space.
 */
final class CharAnalyzer implements TextAnalyzer {
    private static final Pattern SPACES = PythonPattern.compile("\\s\\s+");
    private static final Pattern SPACE = PythonPattern.compile("\\s+");

    private final TextAnalysis analysis;
    private final boolean withinWords;
    private char[] characters = new char[0];
    private int[] offsets = new int[16];

    CharAnalyzer(TextAnalysis analysis, boolean withinWords) {
        this.analysis = analysis;
        this.withinWords = withinWords;
    }

    @Override
    public void analyze(String text, TermSink sink) {
        String spaced = SPACES.matcher(analysis.prepared(text)).replaceAll(" ");
        if (!withinWords) {
            grams(spaced, sink);
            return;
        }
        for (String word : SPACE.split(spaced, -1)) {
            if (!word.isEmpty()) {
                gramsOfWord(" " + word + " ", sink);
            }
        }
    }

    private void grams(String text, TermSink sink) {
        int length = load(text);
        for (int size = analysis.least(); size <= Math.min(analysis.greatest(), length); size++) {
            grams(length, size, sink);
        }
    }

    /** A word that is shorter than the n-gram counts once, as a whole. */
    private void gramsOfWord(String word, TermSink sink) {
        int length = load(word);
        for (int size = analysis.least(); size <= analysis.greatest(); size++) {
            if (size >= length) {
                sink.term(characters, 0, word.length());
                return;
            }
            grams(length, size, sink);
        }
    }

    private void grams(int length, int size, TermSink sink) {
        for (int first = 0; first + size <= length; first++) {
            sink.term(characters, offsets[first], offsets[first + size]);
        }
    }

    /** Returns how many code points there are; their offsets stand in the field. */
    private int load(String text) {
        characters = text.toCharArray();
        int count = 0;
        for (int i = 0; i < characters.length; i += Character.charCount(text.codePointAt(i))) {
            if (count + 2 > offsets.length) {
                offsets = Arrays.copyOf(offsets, offsets.length * 2);
            }
            offsets[count++] = i;
        }
        offsets[count] = characters.length;
        return count;
    }
}
