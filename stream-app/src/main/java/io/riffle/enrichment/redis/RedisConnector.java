package io.riffle.enrichment.redis;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.ClientOptions.DisconnectedBehavior;
import io.lettuce.core.MaintNotificationsConfig;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.SslOptions;
import io.lettuce.core.TimeoutOptions;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.metrics.CommandLatencyRecorder;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.Delay;
import io.lettuce.core.resource.NettyCustomizer;
import io.netty.channel.Channel;
import io.riffle.config.RedisTls;
import io.riffle.config.Secret;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps one connection. The client reconnects by itself once it has been connected; the first connection is retried
 * here, because a process must start while Redis is down.
 */
final class RedisConnector implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RedisConnector.class);
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(1);
    private static final long RETRY_MILLISECONDS = 250;
    private static final int MOST_OUTSTANDING = 65_536;

    private final String address;
    private final RedisURI uri;
    private final ClientResources resources;
    private final RedisClient client;
    private final CompletableFuture<StatefulRedisConnection<byte[], byte[]>> first = new CompletableFuture<>();
    private volatile Executor inputOutput = Runnable::run;
    private volatile @Nullable Future<?> pending;
    private volatile boolean closed;

    RedisConnector(Secret url, RedisTls tls) {
        address = url.toString();
        uri = parse(url);
        uri.setTimeout(CONNECT_TIMEOUT);
        resources = ClientResources.builder()
                .ioThreadPoolSize(2)
                .computationThreadPoolSize(2)
                .reconnectDelay(Delay.constant(Duration.ofMillis(RETRY_MILLISECONDS)))
                .nettyCustomizer(new NettyCustomizer() {
                    @Override
                    public void afterChannelInitialized(Channel channel) {
                        inputOutput = channel.eventLoop();
                    }
                })
                .commandLatencyRecorder(CommandLatencyRecorder.disabled())
                .build();
        client = RedisClient.create(resources, uri);
        client.setOptions(options(tls));
        connect(true);
    }

    /** The connection, or null while there has never been one. */
    @Nullable
    StatefulRedisConnection<byte[], byte[]> connection() {
        return first.getNow(null);
    }

    /**
     * The thread that reads and writes the connection. A batch that is dispatched there is encoded command by command
     * into one write; from any other thread every command is a task of its own for that thread.
     */
    Executor inputOutput() {
        return inputOutput;
    }

    /** Waits for the first connection; false when there is none in time. */
    boolean awaitConnected(Duration timeout) throws InterruptedException {
        try {
            first.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
            return true;
        } catch (TimeoutException | ExecutionException none) {
            return false;
        }
    }

    String address() {
        return address;
    }

    @Override
    public void close() {
        closed = true;
        Future<?> attempt = pending;
        if (attempt != null) {
            attempt.cancel(false);
        }
        client.shutdown(Duration.ZERO, Duration.ofSeconds(2));
        resources.shutdown(0, 2, TimeUnit.SECONDS).awaitUninterruptibly(2, TimeUnit.SECONDS);
    }

    private void connect(boolean firstAttempt) {
        if (closed) {
            return;
        }
        pending = client.connectAsync(ByteArrayCodec.INSTANCE, uri)
                .whenComplete((connection, failure) -> {
                    if (failure == null) {
                        first.complete(connection);
                        return;
                    }
                    if (firstAttempt && !closed) {
                        LOG.warn(
                                "Redis must be reachable at {}: {}; trying again in the background",
                                address,
                                cause(failure));
                    }
                    retry();
                })
                .toCompletableFuture();
    }

    private void retry() {
        if (!closed) {
            pending = resources
                    .eventExecutorGroup()
                    .schedule(() -> connect(false), RETRY_MILLISECONDS, TimeUnit.MILLISECONDS);
        }
    }

    /** The innermost message: the outer ones only say that connecting failed. */
    private static String cause(Throwable failure) {
        Throwable innermost = failure;
        while (innermost.getCause() != null) {
            innermost = innermost.getCause();
        }
        return String.valueOf(innermost.getMessage());
    }

    private static RedisURI parse(Secret url) {
        try {
            return RedisURI.create(url.reveal());
        } catch (IllegalArgumentException invalid) {
            // The cause is left out: its message holds the URL with the password.
            throw new IllegalArgumentException("profile.redis must be redis://, rediss:// or redis-socket:// with an"
                    + " address, such as redis://localhost:6379: was " + url);
        }
    }

    /**
     * While disconnected, commands fail at once instead of being queued for later: nobody waits for them then. The
     * client's own timeouts are off; the caller cancels a whole batch at its deadline, which needs no timer per command.
     */
    private static ClientOptions options(RedisTls tls) {
        return ClientOptions.builder()
                .autoReconnect(true)
                .disconnectedBehavior(DisconnectedBehavior.REJECT_COMMANDS)
                .requestQueueSize(MOST_OUTSTANDING)
                .timeoutOptions(TimeoutOptions.builder().timeoutCommands(false).build())
                .sslOptions(sslOptions(tls))
                .maintNotificationsConfig(MaintNotificationsConfig.disabled())
                .socketOptions(SocketOptions.builder()
                        .connectTimeout(CONNECT_TIMEOUT)
                        .keepAlive(true)
                        .tcpNoDelay(true)
                        .build())
                .build();
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
