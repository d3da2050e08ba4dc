package io.riffle.enrichment.redis;

import io.lettuce.core.RedisURI;
import io.lettuce.core.cluster.RedisClusterURIUtil;
import io.riffle.settings.Secret;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/**
 * Where Redis is: one server, a sentinel, or several nodes of a cluster.
 *
 * @param shown the URL without its password
 */
record RedisAddress(List<RedisURI> nodes, boolean cluster, String shown) {
    private static final String CLUSTER = "-cluster://";

    RedisAddress {
        nodes = List.copyOf(nodes);
    }

    /** @param timeout for connecting and for what the client asks on its own */
    static RedisAddress parse(Secret url, Duration timeout) {
        String text = url.reveal();
        boolean cluster = text.startsWith("redis" + CLUSTER) || text.startsWith("rediss" + CLUSTER);
        try {
            List<RedisURI> nodes = cluster
                    ? RedisClusterURIUtil.toRedisURIs(URI.create(text.replaceFirst(CLUSTER, "://")))
                    : List.of(RedisURI.create(text));
            nodes.forEach(node -> node.setTimeout(timeout));
            return new RedisAddress(nodes, cluster, url.toString());
        } catch (IllegalArgumentException invalid) {
            // The cause is left out: its message holds the URL with the password.
            throw new IllegalArgumentException("profile.redis must be redis://, rediss://, redis-sentinel:// or"
                    + " redis-cluster:// with an address, such as redis://localhost:6379: was " + url);
        }
    }
}
