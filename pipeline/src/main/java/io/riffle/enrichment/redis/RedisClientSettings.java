package io.riffle.enrichment.redis;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.ClientOptions.DisconnectedBehavior;
import io.lettuce.core.MaintNotificationsConfig;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.SslOptions;
import io.lettuce.core.TimeoutOptions;
import io.lettuce.core.cluster.ClusterClientOptions;
import io.lettuce.core.cluster.ClusterTopologyRefreshOptions;
import io.lettuce.core.metrics.CommandLatencyRecorder;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.Delay;
import io.lettuce.core.resource.NettyCustomizer;
import io.riffle.config.RedisTls;
import java.time.Duration;

/**
 * How the client behaves. While disconnected, commands fail at once instead of being queued for later: nobody waits for
 * them then. The client's own timeouts are off; the caller cancels a whole batch at its deadline, which needs no timer
 * per command.
 */
final class RedisClientSettings {
    static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(1);
    static final Duration RETRY = Duration.ofMillis(250);
    private static final int MOST_OUTSTANDING = 65_536;

    /** How soon the nodes of a cluster are asked again who has which keys, after something looked wrong. */
    private static final Duration SECOND_LOOK = Duration.ofSeconds(1);

    private RedisClientSettings() {}

    static ClientResources resources(NettyCustomizer channels) {
        return ClientResources.builder()
                .ioThreadPoolSize(2)
                .computationThreadPoolSize(2)
                .reconnectDelay(Delay.constant(RETRY))
                .nettyCustomizer(channels)
                .commandLatencyRecorder(CommandLatencyRecorder.disabled())
                .build();
    }

    static ClientOptions options(RedisTls tls) {
        return with(ClientOptions.builder(), tls).build();
    }

    static ClusterClientOptions clusterOptions(RedisTls tls) {
        ClusterTopologyRefreshOptions refresh = ClusterTopologyRefreshOptions.builder()
                .adaptiveRefreshTriggersTimeout(SECOND_LOOK)
                .refreshTriggersReconnectAttempts(2)
                .enablePeriodicRefresh(SECOND_LOOK.multipliedBy(30))
                .build();
        ClusterClientOptions.Builder options = ClusterClientOptions.builder().topologyRefreshOptions(refresh);
        with(options, tls);
        return options.build();
    }

    private static ClientOptions.Builder with(ClientOptions.Builder options, RedisTls tls) {
        return options.autoReconnect(true)
                .disconnectedBehavior(DisconnectedBehavior.REJECT_COMMANDS)
                .requestQueueSize(MOST_OUTSTANDING)
                .timeoutOptions(TimeoutOptions.builder().timeoutCommands(false).build())
                .sslOptions(sslOptions(tls))
                .maintNotificationsConfig(MaintNotificationsConfig.disabled())
                .socketOptions(SocketOptions.builder()
                        .connectTimeout(CONNECT_TIMEOUT)
                        .keepAlive(true)
                        .tcpNoDelay(true)
                        .build());
    }

    private static SslOptions sslOptions(RedisTls tls) {
        SslOptions.Builder options = SslOptions.builder().jdkSslProvider();
        tls.trust().ifPresent(authority -> options.trustManager(authority.toFile()));
        if (tls.certificate().isPresent() && tls.key().isPresent()) {
            options.keyManager(tls.certificate().get().toFile(), tls.key().get().toFile(), new char[0]);
        }
        return options.build();
    }
}
