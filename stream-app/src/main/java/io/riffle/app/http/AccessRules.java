package io.riffle.app.http;

import io.riffle.config.HttpAccount;
import io.riffle.config.HttpRole;
import java.net.URI;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Who may do what. Where no account is declared everybody may read, and operating is for this machine alone. */
final class AccessRules {
    private static final Set<String> LOOPBACK_NAMES = Set.of("localhost", "127.0.0.1", "[::1]", "::1");

    private final Credentials credentials;
    private final boolean loopbackOnly;

    /** @param loopbackOnly whether the server can be reached from this machine only */
    AccessRules(Credentials credentials, boolean loopbackOnly) {
        this.credentials = credentials;
        this.loopbackOnly = loopbackOnly;
    }

    /** Told at the start, so that nobody finds out later. */
    String summary() {
        if (!credentials.none()) {
            return "http: reading and operating need an account";
        }
        return loopbackOnly
                ? "http: no account is declared: everybody on this machine may read and operate"
                : "http: no account is declared: everybody may read, operating is closed (declare http.tokens)";
    }

    /**
     * The caller, if it may use a route of this role.
     *
     * @throws RequestException 401 without a known account, 403 with one that may not
     */
    Caller admit(Role role, RequestHead head) {
        if (role == Role.OPEN) {
            return new Caller(Caller.ANONYMOUS, HttpRole.READ, head.address());
        }
        refuseForeignPages(role, head);
        if (credentials.none()) {
            return anonymous(role, head);
        }
        Optional<HttpAccount> account = credentials.identify(head.authorization());
        if (account.isEmpty()) {
            String found = head.authorization() == null ? "there is none" : "it is not known";
            throw new RequestException(401, "the request must carry a declared token or user: " + found);
        }
        HttpAccount known = account.get();
        if (!role.grantedTo(known.role())) {
            throw new RequestException(403, "the account must have the role operate: " + known.name() + " may read");
        }
        return new Caller(known.name(), known.role(), head.address());
    }

    private Caller anonymous(Role role, RequestHead head) {
        if (role == Role.OPERATE && !loopbackOnly) {
            throw new RequestException(
                    403,
                    "operating needs an account: none is declared (http.tokens) and the server is not on loopback");
        }
        return new Caller(Caller.ANONYMOUS, loopbackOnly ? HttpRole.OPERATE : HttpRole.READ, head.address());
    }

    /**
     * A page of somebody else, open in an operator's browser, can send requests to this machine; a name that is made to
     * point here (DNS rebinding) can also read the answers.
     */
    private void refuseForeignPages(Role role, RequestHead head) {
        String host = head.host();
        if (loopbackOnly && credentials.none() && host != null && !LOOPBACK_NAMES.contains(withoutPort(host))) {
            throw new RequestException(403, "the request must be addressed to localhost: was '" + shown(host) + "'");
        }
        String origin = head.origin();
        if (role == Role.OPERATE && origin != null && !authority(origin).equals(host)) {
            throw new RequestException(
                    403, "the request must come from our own page: was from '" + shown(origin) + "'");
        }
    }

    private static String withoutPort(String host) {
        return host.replaceFirst(":\\d*$", "");
    }

    private static @Nullable String authorityOf(URI uri) {
        return uri.getRawAuthority();
    }

    private static String authority(String origin) {
        try {
            String authority = authorityOf(URI.create(origin));
            return authority == null ? "" : authority;
        } catch (IllegalArgumentException unreadable) {
            return "";
        }
    }

    private static String shown(String text) {
        return text.length() <= 80 ? text : text.substring(0, 80) + "...";
    }
}
