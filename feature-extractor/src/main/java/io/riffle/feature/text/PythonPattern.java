package io.riffle.feature.text;

import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Python's regular expressions in Java's: {@code \\w}, {@code \\d}, {@code \\s} and {@code \\b} are about Unicode, and a
 * word character is a letter, a number or an underscore ({@code str.isalnum}).
 */
final class PythonPattern {
    private static final String WORD = "\\p{L}\\p{N}_";
    private static final String BOUNDARY =
            "(?:(?<=[" + WORD + "])(?![" + WORD + "])|(?<![" + WORD + "])(?=[" + WORD + "]))";

    private PythonPattern() {}

    /** @throws IllegalArgumentException if it is no regular expression or has several groups */
    static Pattern compile(String python) {
        Pattern pattern;
        try {
            pattern = Pattern.compile(translated(python.startsWith("(?u)") ? python.substring(4) : python));
        } catch (PatternSyntaxException malformed) {
            throw new IllegalArgumentException("'" + python + "': " + malformed.getDescription(), malformed);
        }
        if (pattern.matcher("").groupCount() > 1) {
            throw new IllegalArgumentException("'" + python + "': has several groups");
        }
        return pattern;
    }

    private static String translated(String python) {
        StringBuilder java = new StringBuilder();
        boolean inClass = false;
        for (int i = 0; i < python.length(); i++) {
            char character = python.charAt(i);
            if (character == '\\' && i + 1 < python.length()) {
                i++;
                java.append(escaped(python.charAt(i), inClass));
                continue;
            }
            inClass = character == '[' || (inClass && character != ']');
            java.append(character);
        }
        return java.toString();
    }

    private static String escaped(char character, boolean inClass) {
        return switch (character) {
            case 'w' -> "[" + WORD + "]";
            case 'W' -> "[^" + WORD + "]";
            case 'd' -> "\\p{Nd}";
            case 'D' -> "\\P{Nd}";
            case 's' -> "[\\s\\p{Z}\\x1c-\\x1f\\x85]";
            case 'S' -> "[^\\s\\p{Z}\\x1c-\\x1f\\x85]";
            case 'b' -> inClass ? "\\x08" : BOUNDARY;
            default -> "\\" + character;
        };
    }
}
