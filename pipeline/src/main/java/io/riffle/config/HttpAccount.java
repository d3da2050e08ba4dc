package io.riffle.config;

import io.riffle.settings.Secret;
import io.riffle.settings.Violations;

/** Who may call: by a bearer token, or by name and password. The name stands in the audit log. */
public record HttpAccount(String name, Kind kind, HttpRole role, Secret secret) {
    /** A token is drawn by a machine, so it can be long. */
    private static final int SHORTEST_TOKEN = 16;

    private static final int SHORTEST_PASSWORD = 8;

    /** How the caller shows who it is. */
    public enum Kind {
        TOKEN,
        PASSWORD
    }

    public HttpAccount {
        int least = kind == Kind.TOKEN ? SHORTEST_TOKEN : SHORTEST_PASSWORD;
        String key = kind == Kind.TOKEN ? "http.tokens." + name : "http.users." + name;
        String secretKey = kind == Kind.TOKEN ? "token" : "password";
        int length = secret.reveal().length();
        boolean plain = secret.reveal().chars().allMatch(letter -> letter > ' ' && letter < 127);
        Violations.in(key)
                .check(
                        name.matches("[a-zA-Z0-9._-]{1,64}"),
                        "role",
                        "must be of an account named by up to 64 letters, digits, '.', '_' and '-'",
                        "'" + name + "'")
                .check(length >= least, secretKey, "must have at least " + least + " characters", length)
                .check(
                        kind == Kind.PASSWORD || plain,
                        secretKey,
                        "must be visible ASCII characters without spaces",
                        "something else")
                .throwIfAny();
    }
}
