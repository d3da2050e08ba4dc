package io.riffle.enrichment.redis;

import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.protocol.RedisCommand;
import java.util.List;
import java.util.concurrent.Executor;

/**
 * A connection to one server.
 *
 * @param inputOutput the thread that reads and writes the connection. A batch that is dispatched there is encoded
 *     command by command into one write; from any other thread every command is a task of its own for that thread.
 */
record RedisNode(StatefulRedisConnection<byte[], byte[]> connection, Executor inputOutput) {
    /** Some of many items, and the node that has their keys. */
    record Share<T>(RedisNode node, List<T> items) {}

    /** Sends commands in one write. What is refused is seen by who waits for them, not by the thread it happens in. */
    <C extends RedisCommand<byte[], byte[], ?>> void dispatch(List<C> commands) {
        inputOutput.execute(() -> {
            try {
                connection.dispatch(commands);
            } catch (RuntimeException refused) {
                commands.forEach(command -> command.completeExceptionally(refused));
            }
        });
    }
}
