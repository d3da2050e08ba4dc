package io.riffle.app.init;

import java.util.Locale;

/** Paths as {@code event} declares them: steps joined by dots, quoted where they are more than a name. */
final class EventPaths {
    private static final String PLAIN = "[\\p{L}_$@][\\p{L}\\p{N}_$@-]*";

    private EventPaths() {}

    /** The path of a member of the object at {@code parent}, which is empty for the event itself. */
    static String child(String parent, String member) {
        String step = member.matches(PLAIN) ? member : "'" + member.replace("'", "''") + "'";
        return parent.isEmpty() ? step : parent + "." + step;
    }

    /** The last step, without quotes. */
    static String lastName(String path) {
        if (path.endsWith("'")) {
            int start = path.length() - 1;
            do {
                start = path.lastIndexOf('\'', start - 1);
            } while (start > 0 && path.charAt(start - 1) != '.');
            return path.substring(start + 1, path.length() - 1).replace("''", "'");
        }
        return path.substring(path.lastIndexOf('.') + 1);
    }

    /** A name for formulas and models: the path with its dots as underscores. */
    static String featureName(String path) {
        String name = path.replaceAll("[^\\p{L}\\p{N}]+", "_").replaceAll("^_+|_+$", "");
        return name.isEmpty() || Character.isDigit(name.charAt(0)) ? "f_" + name : name;
    }

    /** What two spellings of one name share: {@code cardId}, {@code card_id} and {@code card.id}. */
    static String folded(String name) {
        return name.replaceAll("[^\\p{L}\\p{N}]", "").toLowerCase(Locale.ROOT);
    }
}
