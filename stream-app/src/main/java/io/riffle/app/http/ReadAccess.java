package io.riffle.app.http;

import io.riffle.config.HttpConfig;
import org.jspecify.annotations.Nullable;

/** Who may read, for servers beside the HTTP server: the same accounts, the same limit of requests per address. Thread-safe. */
public final class ReadAccess {
    private final AccessRules rules;
    private final RateLimit rate;

    public ReadAccess(HttpConfig config) {
        rules = new AccessRules(new Credentials(config.accounts()), HttpServer.isLoopback(config.host()));
        rate = new RateLimit(config.limits().rate(), System::nanoTime);
    }

    /**
     * Admits a caller.
     *
     * @param address IP address of the client
     * @param authorization as in the HTTP header of that name
     * @throws RequestException 401 without a known account, 429 where there are too many requests
     */
    public void admit(String address, @Nullable String authorization) {
        if (!rate.admits(address)) {
            throw new RequestException(
                    429, "there must be fewer requests per second from one address: try again later");
        }
        try {
            rules.admit(Role.READ, new RequestHead(address, authorization, null, null));
        } catch (RequestException refused) {
            if (refused.status() == 401) {
                rate.charge(address, Gate.COST_OF_A_GUESS);
            }
            throw refused;
        }
    }
}
