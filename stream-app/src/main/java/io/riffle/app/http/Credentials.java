package io.riffle.app.http;

import io.riffle.config.HttpAccount;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The accounts there are. Digests of equal length are compared, always all of them: the time an answer takes tells
 * neither how much of a secret was right nor whether an account exists.
 */
final class Credentials {
    private static final String BEARER = "bearer ";
    private static final String BASIC = "basic ";

    private final List<Known> known = new ArrayList<>();

    private record Known(HttpAccount account, byte[] digest) {}

    Credentials(List<HttpAccount> accounts) {
        accounts.forEach(account -> known.add(new Known(account, digest(proof(account)))));
    }

    boolean none() {
        return known.isEmpty();
    }

    /** The account that an {@code Authorization} header proves. */
    Optional<HttpAccount> identify(@Nullable String authorization) {
        if (authorization == null) {
            return Optional.empty();
        }
        byte[] offered = digest(offer(authorization));
        @Nullable HttpAccount found = null;
        for (Known each : known) {
            if (MessageDigest.isEqual(each.digest(), offered)) {
                found = each.account();
            }
        }
        return Optional.ofNullable(found);
    }

    private static String proof(HttpAccount account) {
        return switch (account.kind()) {
            case TOKEN -> BEARER + account.secret().reveal();
            case PASSWORD -> BASIC + account.name() + ":" + account.secret().reveal();
        };
    }

    private static String offer(String authorization) {
        String scheme = authorization.toLowerCase(Locale.ROOT);
        if (scheme.startsWith(BEARER)) {
            return BEARER + authorization.substring(BEARER.length()).strip();
        }
        return scheme.startsWith(BASIC)
                ? BASIC + decoded(authorization.substring(BASIC.length()).strip())
                : "";
    }

    private static String decoded(String base64) {
        try {
            return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException unreadable) {
            return "";
        }
    }

    private static byte[] digest(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }
}
