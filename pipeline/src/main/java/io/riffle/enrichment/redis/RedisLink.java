package io.riffle.enrichment.redis;

import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import io.lettuce.core.protocol.RedisCommand;
import io.riffle.config.RedisTls;
import io.riffle.config.Secret;
import io.riffle.enrichment.ProfileUnavailableException;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;

/**
 * The way to Redis, whether it is one server or a cluster. Connects in the background, and again whenever it is cut;
 * what is asked meanwhile fails at once. Thread-safe.
 */
interface RedisLink extends AutoCloseable {
    /** Returns at once; Redis may be down. */
    static RedisLink open(Secret url, RedisTls tls) {
        RedisAddress address = RedisAddress.parse(url, RedisClientSettings.CONNECT_TIMEOUT);
        return address.cluster() ? new ClusterLink(address, tls) : new ServerLink(address, tls);
    }

    /** The URL without its password. */
    String address();

    /** Waits for the first connection; false when there is none in time. */
    boolean awaitConnected(Duration timeout) throws InterruptedException;

    /** Items by the node of each one's key, in their order. */
    <T> List<RedisNode.Share<T>> byNode(List<T> items, Function<T, byte[]> key) throws ProfileUnavailableException;

    /** Every server that has keys of its own. */
    List<RedisNode> nodes() throws ProfileUnavailableException;

    /**
     * Sends a command on to the node that has its key.
     *
     * @param answer what the node said that was asked, see {@link #isElsewhere}
     */
    void follow(String answer, RedisCommand<byte[], byte[], ?> again) throws ProfileUnavailableException;

    /** Commands that find their node by themselves. */
    RedisClusterAsyncCommands<byte[], byte[]> commands() throws ProfileUnavailableException;

    /** Closes the connections; what is asked meanwhile fails, and they are opened again by themselves. */
    void renew();

    default ProfileUnavailableException unreachable() {
        return new ProfileUnavailableException("Redis must be reachable at " + address() + ": it is not");
    }

    /** Whether a node says that another has the key: its slot has moved, or is moving. */
    static boolean isElsewhere(String error) {
        return error.startsWith("MOVED ") || error.startsWith("ASK ");
    }

    @Override
    void close();
}
