package io.riffle.enrichment.redis;

import io.lettuce.core.RedisURI;
import io.lettuce.core.resource.NettyCustomizer;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import java.net.InetSocketAddress;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;

/** The open channels of a client, to find the thread that writes to a node. */
final class NodeChannels implements NettyCustomizer {
    private final Set<Channel> open = ConcurrentHashMap.newKeySet();

    @Override
    public void afterChannelInitialized(Channel channel) {
        open.add(channel);
        channel.closeFuture().addListener(closed -> open.remove(channel));
    }

    /** The caller's own thread if it is not known: slower, not wrong. */
    Executor inputOutput(RedisURI node) {
        for (Channel channel : open) {
            if (channel.remoteAddress() instanceof InetSocketAddress remote && isOf(node, remote)) {
                return channel.eventLoop();
            }
        }
        return Runnable::run;
    }

    /** Closes them all. */
    void close() {
        for (Channel channel : open) {
            ChannelFuture unused = channel.close();
        }
    }

    private static boolean isOf(RedisURI node, InetSocketAddress remote) {
        return remote.getPort() == node.getPort()
                && (remote.getHostString().equals(node.getHost())
                        || (remote.getAddress() != null
                                && remote.getAddress().getHostAddress().equals(node.getHost())));
    }
}
