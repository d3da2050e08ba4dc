package io.riffle.settings;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Replaces a variable's name in braces after a dollar sign, with or without a default after a colon, by the environment
 * variable; two dollar signs stand for one that is meant literally. An empty variable counts as unset. What a variable
 * contains is taken as it is.
 */
final class Placeholders {
    private static final Pattern FORM =
            Pattern.compile("\\$\\$\\{|\\$\\{([A-Za-z_][A-Za-z0-9_]*)(?::([^}]*))?}|\\$\\{");

    private final Map<String, String> environment;

    Placeholders(Map<String, String> environment) {
        this.environment = environment;
    }

    /** The text with all placeholders replaced; {@link IllegalArgumentException} where one has no value. */
    String resolve(String text) {
        Matcher matcher = FORM.matcher(text);
        StringBuilder resolved = new StringBuilder();
        while (matcher.find()) {
            matcher.appendReplacement(resolved, Matcher.quoteReplacement(replacement(matcher)));
        }
        return matcher.appendTail(resolved).toString();
    }

    private String replacement(Matcher matcher) {
        if (matcher.group().equals("$${")) {
            return "${";
        }
        String name = matcher.group(1);
        if (name == null) {
            throw new IllegalArgumentException("must close ${ and name a variable, as ${NAME} or ${NAME:default}");
        }
        String value = environment.getOrDefault(name, "");
        if (!value.isEmpty()) {
            return value;
        }
        String fallback = matcher.group(2);
        if (fallback == null) {
            throw new IllegalArgumentException("must have a value: the environment variable " + name
                    + " is not set, and ${" + name + "} has no default");
        }
        return fallback;
    }
}
