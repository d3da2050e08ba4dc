package io.riffle.config;

import java.net.URI;
import java.net.URISyntaxException;

/** A setting that must not be shown: {@code toString} masks it, {@link #reveal} is called where it is used. */
public final class Secret {
    private final String value;

    public Secret(String value) {
        this.value = value;
    }

    public String reveal() {
        return value;
    }

    /** The value with passwords masked where it is a URL, entirely masked otherwise. */
    @Override
    public String toString() {
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
