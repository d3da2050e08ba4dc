package io.riffle.enrichment.redis;

import io.lettuce.core.RedisClient;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.protocol.RedisCommand;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.NettyCustomizer;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.riffle.config.RedisTls;
import io.riffle.enrichment.ProfileUnavailableException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One connection to one server, or to the master that a sentinel names. */
final class ServerLink implements RedisLink {
    private final RedisAddress address;
    private final ClientResources resources;
    private final RedisClient client;
    private final FirstConnection<StatefulRedisConnection<byte[], byte[]>> first;
    private volatile @Nullable Channel latest;

    ServerLink(RedisAddress address, RedisTls tls) {
        this.address = address;
        resources = RedisClientSettings.resources(new NettyCustomizer() {
            @Override
            public void afterChannelInitialized(Channel channel) {
                latest = channel;
            }
        });
        client = RedisClient.create(resources, address.nodes().get(0));
        client.setOptions(RedisClientSettings.options(tls));
        first = new FirstConnection<>(
                address.shown(),
                resources,
                () -> client.connectAsync(
                        ByteArrayCodec.INSTANCE, address.nodes().get(0)));
    }

    @Override
    public String address() {
        return address.shown();
    }

    @Override
    public boolean awaitConnected(Duration timeout) throws InterruptedException {
        return first.await(timeout);
    }

    @Override
    public <T> List<RedisNode.Share<T>> byNode(List<T> items, Function<T, byte[]> key)
            throws ProfileUnavailableException {
        return List.of(new RedisNode.Share<>(node(), items));
    }

    @Override
    public List<RedisNode> nodes() throws ProfileUnavailableException {
        return List.of(node());
    }

    @Override
    public void follow(String answer, RedisCommand<byte[], byte[], ?> again) throws ProfileUnavailableException {
        throw new ProfileUnavailableException(
                "profile.redis must name a cluster as redis-cluster://: " + address.shown() + " says " + answer);
    }

    @Override
    public RedisClusterAsyncCommands<byte[], byte[]> commands() throws ProfileUnavailableException {
        return node().connection().async();
    }

    private RedisNode node() throws ProfileUnavailableException {
        StatefulRedisConnection<byte[], byte[]> connection = first.now();
        if (connection == null) {
            throw unreachable();
        }
        Channel channel = latest;
        return new RedisNode(connection, channel == null ? Runnable::run : channel.eventLoop());
    }

    @Override
    public void renew() {
        Channel channel = latest;
        if (channel != null) {
            ChannelFuture unused = channel.close();
        }
    }

    @Override
    public void close() {
        first.stop();
        client.shutdown(Duration.ZERO, Duration.ofSeconds(2));
        resources.shutdown(0, 2, TimeUnit.SECONDS).awaitUninterruptibly(2, TimeUnit.SECONDS);
    }
}
