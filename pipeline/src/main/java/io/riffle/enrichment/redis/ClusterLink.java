package io.riffle.enrichment.redis;

import io.lettuce.core.RedisException;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.cluster.SlotHash;
import io.lettuce.core.cluster.api.StatefulRedisClusterConnection;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import io.lettuce.core.cluster.models.partitions.Partitions;
import io.lettuce.core.cluster.models.partitions.RedisClusterNode;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.output.StatusOutput;
import io.lettuce.core.protocol.AsyncCommand;
import io.lettuce.core.protocol.Command;
import io.lettuce.core.protocol.CommandType;
import io.lettuce.core.protocol.RedisCommand;
import io.lettuce.core.resource.ClientResources;
import io.riffle.config.RedisTls;
import io.riffle.enrichment.ProfileUnavailableException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One connection to each master of a cluster. The client can send a list of commands by itself, but splits it by slot:
 * a frame of 256 entities would be 256 writes. Here it is one write per node.
 *
 * <p>Where a slot has moved, its old node says so; that command is sent on, and the nodes are asked again who has what. (The
 * client's own way of following refuses commands while it opens a connection, for it is told to refuse while cut off.) A node that is away takes its keys with it, and so the frames that need them.
 */
final class ClusterLink implements RedisLink {
    private final RedisAddress address;
    private final AtomicBoolean looking = new AtomicBoolean();
    private final NodeChannels channels = new NodeChannels();
    private final ClientResources resources = RedisClientSettings.resources(channels);
    private final RedisClusterClient client;
    private final FirstConnection<StatefulRedisClusterConnection<byte[], byte[]>> first;

    ClusterLink(RedisAddress address, RedisTls tls) {
        this.address = address;
        client = RedisClusterClient.create(resources, address.nodes());
        client.setOptions(RedisClientSettings.clusterOptions(tls));
        first = new FirstConnection<>(
                address.shown(),
                resources,
                () -> client.refreshPartitionsAsync()
                        .thenCompose(known -> client.connectAsync(ByteArrayCodec.INSTANCE))
                        .thenCompose(ClusterLink::withNodes));
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
        StatefulRedisClusterConnection<byte[], byte[]> cluster = cluster();
        Partitions partitions = cluster.getPartitions();
        Map<RedisClusterNode, List<T>> byNode = new LinkedHashMap<>();
        for (T item : items) {
            int slot = SlotHash.getSlot(key.apply(item));
            @Nullable RedisClusterNode owner = partitions.getMasterBySlot(slot);
            if (owner == null) {
                throw new ProfileUnavailableException(
                        "every slot of " + address.shown() + " must have a node: " + slot + " has none");
            }
            byNode.computeIfAbsent(owner, none -> new ArrayList<>()).add(item);
        }
        List<RedisNode.Share<T>> shares = new ArrayList<>(byNode.size());
        for (Map.Entry<RedisClusterNode, List<T>> each : byNode.entrySet()) {
            shares.add(new RedisNode.Share<>(node(cluster, each.getKey()), each.getValue()));
        }
        return shares;
    }

    @Override
    public List<RedisNode> nodes() throws ProfileUnavailableException {
        StatefulRedisClusterConnection<byte[], byte[]> cluster = cluster();
        List<RedisNode> nodes = new ArrayList<>();
        for (RedisClusterNode node : masters(cluster)) {
            nodes.add(node(cluster, node));
        }
        return nodes;
    }

    @Override
    public void follow(String answer, RedisCommand<byte[], byte[], ?> again) throws ProfileUnavailableException {
        StatefulRedisClusterConnection<byte[], byte[]> cluster = cluster();
        boolean asks = answer.startsWith("ASK ");
        if (!asks) {
            lookAgain();
        }
        RedisNode node = node(cluster, named(cluster, answer.substring(answer.lastIndexOf(' ') + 1)));
        node.dispatch(asks ? List.of(asking(), again) : List.of(again));
    }

    private RedisClusterNode named(StatefulRedisClusterConnection<byte[], byte[]> cluster, String target)
            throws ProfileUnavailableException {
        int colon = target.lastIndexOf(':');
        @Nullable
        RedisClusterNode node = cluster.getPartitions()
                .getPartition(target.substring(0, colon), Integer.parseInt(target.substring(colon + 1)));
        if (node == null) {
            lookAgain();
            throw new ProfileUnavailableException(
                    "node " + target + " of " + address.shown() + " must be known: it is new");
        }
        return node;
    }

    private static RedisCommand<byte[], byte[], ?> asking() {
        return new AsyncCommand<>(new Command<>(CommandType.ASKING, new StatusOutput<>(ByteArrayCodec.INSTANCE)));
    }

    /** Asks the nodes who has which slots, once for all who find out at the same time. */
    private void lookAgain() {
        if (looking.compareAndSet(false, true)) {
            CompletableFuture<Void> unused = client.refreshPartitionsAsync()
                    .toCompletableFuture()
                    .whenComplete((done, failure) -> looking.set(false));
        }
    }

    @Override
    public RedisClusterAsyncCommands<byte[], byte[]> commands() throws ProfileUnavailableException {
        return cluster().async();
    }

    @Override
    public void renew() {
        channels.close();
    }

    private StatefulRedisClusterConnection<byte[], byte[]> cluster() throws ProfileUnavailableException {
        StatefulRedisClusterConnection<byte[], byte[]> connection = first.now();
        if (connection == null) {
            throw unreachable();
        }
        return connection;
    }

    /** Without waiting: a node that is not connected yet will be for a later frame. */
    private RedisNode node(StatefulRedisClusterConnection<byte[], byte[]> cluster, RedisClusterNode node)
            throws ProfileUnavailableException {
        try {
            CompletableFuture<StatefulRedisConnection<byte[], byte[]>> opening =
                    cluster.getConnectionAsync(node.getNodeId());
            if (opening.isDone() && !opening.isCompletedExceptionally()) {
                return new RedisNode(opening.join(), channels.inputOutput(node.getUri()));
            }
        } catch (RedisException unknown) {
            throw new ProfileUnavailableException(String.valueOf(unknown.getMessage()), unknown);
        }
        throw new ProfileUnavailableException("node " + node.getUri().getHost() + ":"
                + node.getUri().getPort() + " of " + address.shown() + " must be reachable: it is not");
    }

    private static List<RedisClusterNode> masters(StatefulRedisClusterConnection<byte[], byte[]> cluster) {
        return cluster.getPartitions().getPartitions().stream()
                .filter(node -> node.getRole().isUpstream() && !node.hasNoSlots())
                .toList();
    }

    /** Connected is who has connections to all masters. */
    private static CompletableFuture<StatefulRedisClusterConnection<byte[], byte[]>> withNodes(
            StatefulRedisClusterConnection<byte[], byte[]> cluster) {
        CompletableFuture<?>[] nodes = masters(cluster).stream()
                .map(node -> cluster.getConnectionAsync(node.getNodeId()))
                .toArray(CompletableFuture<?>[]::new);
        return CompletableFuture.allOf(nodes).thenApply(all -> cluster);
    }

    @Override
    public void close() {
        first.stop();
        StatefulRedisClusterConnection<byte[], byte[]> connection = first.now();
        if (connection != null) {
            connection.close();
        }
        client.shutdown(Duration.ZERO, Duration.ofSeconds(2));
        resources.shutdown(0, 2, TimeUnit.SECONDS).awaitUninterruptibly(2, TimeUnit.SECONDS);
    }
}
