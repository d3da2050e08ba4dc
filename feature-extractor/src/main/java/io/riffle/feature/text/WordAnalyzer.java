package io.riffle.feature.text;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;

/**
 * Words and n-grams of words. Words that are not stop words are laid side by side with one space between, so that an
 * n-gram is a slice from the start of its first word to the end of its last.
 */
final class WordAnalyzer implements TextAnalyzer {
    private final TextAnalysis analysis;
    private final TermTable stopWords;
    private final Matcher pattern;
    private final boolean usualWords;
    private char[] words = new char[256];
    private int[] starts = new int[32];
    private int[] ends = new int[32];
    private int count;
    private int length;

    WordAnalyzer(TextAnalysis analysis) {
        this.analysis = analysis;
        stopWords = new TermTable(List.copyOf(analysis.stopWords()));
        pattern = PythonPattern.compile(analysis.tokenPattern()).matcher("");
        usualWords = analysis.tokenPattern().equals(TextAnalysis.WORDS);
    }

    @Override
    public void analyze(String text, TermSink sink) {
        count = 0;
        length = 0;
        String prepared = analysis.prepared(text);
        if (usualWords) {
            findUsualWords(prepared);
        } else {
            findWords(prepared);
        }
        int greatest = Math.min(analysis.greatest(), count);
        for (int size = analysis.least(); size <= greatest; size++) {
            for (int first = 0; first + size <= count; first++) {
                sink.term(words, starts[first], ends[first + size - 1]);
            }
        }
    }

    /** What the default pattern finds, without a regular expression. */
    private void findUsualWords(String text) {
        int start = -1;
        int characters = 0;
        int i = 0;
        while (i < text.length()) {
            int codePoint = text.codePointAt(i);
            if (isWord(codePoint)) {
                start = start < 0 ? i : start;
                characters++;
            } else {
                addUsual(text, start, i, characters);
                start = -1;
                characters = 0;
            }
            i += Character.charCount(codePoint);
        }
        addUsual(text, start, i, characters);
    }

    private void addUsual(String text, int start, int end, int characters) {
        if (characters >= 2) {
            add(text, start, end);
        }
    }

    private static boolean isWord(int codePoint) {
        if (codePoint < 0x80) {
            return (codePoint >= 'a' && codePoint <= 'z')
                    || (codePoint >= 'A' && codePoint <= 'Z')
                    || (codePoint >= '0' && codePoint <= '9')
                    || codePoint == '_';
        }
        return switch (Character.getType(codePoint)) {
            case Character.UPPERCASE_LETTER,
                    Character.LOWERCASE_LETTER,
                    Character.TITLECASE_LETTER,
                    Character.MODIFIER_LETTER,
                    Character.OTHER_LETTER,
                    Character.DECIMAL_DIGIT_NUMBER,
                    Character.LETTER_NUMBER,
                    Character.OTHER_NUMBER -> true;
            default -> false;
        };
    }

    private void findWords(String text) {
        Matcher found = pattern.reset(text);
        int group = found.groupCount();
        while (found.find()) {
            if (found.start(group) >= 0) {
                add(text, found.start(group), found.end(group));
            }
        }
    }

    private void add(String text, int start, int end) {
        int at = length == 0 ? 0 : length + 1;
        if (at + end - start > words.length) {
            words = Arrays.copyOf(words, (at + end - start) * 2);
        }
        text.getChars(start, end, words, at);
        if (stopWords.find(words, at, at + end - start) >= 0) {
            return;
        }
        if (at > 0) {
            words[at - 1] = ' ';
        }
        if (count == starts.length) {
            starts = Arrays.copyOf(starts, count * 2);
            ends = Arrays.copyOf(ends, count * 2);
        }
        starts[count] = at;
        ends[count] = at + end - start;
        length = ends[count];
        count++;
    }
}
