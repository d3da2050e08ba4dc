package io.riffle.settings;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A setting that must not be shown: {@code toString} masks it, {@link #reveal} is called where it is used. */
public final class Secret {
    /** What {@link URI} does not take apart: hosts by commas, as Redis' sentinels and clusters have them. */
    private static final Pattern SEVERAL_HOSTS = Pattern.compile("(?<scheme>[a-z+-]+://)(?<user>[^@\\s]*@)?"
            + "(?<hosts>[\\w.\\[\\]:-]+(,[\\w.\\[\\]:-]+)+)(?<rest>(/\\d*)?(#[\\w.-]+)?)(\\?.*)?");

    private final String value;

    public Secret(String value) {
        this.value = value;
    }

    /** A setting that is one, shown without what must not be seen. */
    public static SettingType<Secret> setting() {
        return new SettingType<>("secret", "must be text", Secret::new, Secret::toString, new Secret("missing"), true);
    }

    public String reveal() {
        return value;
    }

    /** The value with passwords masked if it is a URL, entirely masked otherwise. */
    @Override
    public String toString() {
        Matcher several = SEVERAL_HOSTS.matcher(value);
        if (several.matches()) {
            String user = several.group("user") == null ? "" : "****@";
            return several.group("scheme") + user + several.group("hosts") + several.group("rest");
        }
        try {
            URI uri = new URI(value);
            if (uri.getScheme() == null || uri.getHost() == null) {
                return "****";
            }
            String user = uri.getRawUserInfo() == null ? "" : "****@";
            String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
            String path = uri.getRawPath() == null ? "" : uri.getRawPath();
            return uri.getScheme() + "://" + user + uri.getHost() + port + path;
        } catch (URISyntaxException notAUrl) {
            return "****";
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Secret secret && secret.value.equals(value);
    }

    @Override
    public int hashCode() {
        return value.hashCode();
    }
}
