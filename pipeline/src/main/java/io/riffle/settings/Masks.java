package io.riffle.settings;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** What may be shown of a value. */
public final class Masks {
    public static final String MASK = "****";
    private static final Pattern USER_INFO = Pattern.compile("(?<=://)[^/\\s]*@");
    private static final List<String> SECRET_WORDS =
            List.of("password", "passphrase", "secret", "jaas", "keystore.key", "user.info", "credential", "api.key");

    private Masks() {}

    /** Whether a Kafka property with this name holds a secret. */
    public static boolean isSecretName(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return SECRET_WORDS.stream().anyMatch(lower::contains);
    }

    /** The value of a property: masked where its name says so, and without the user of a URL. */
    public static String property(String name, String value) {
        return isSecretName(name) ? MASK : withoutUser(value);
    }

    /** The text with {@code user:password@} of every URL in it masked. */
    public static String withoutUser(String text) {
        return USER_INFO.matcher(text).replaceAll(MASK + "@");
    }
}
