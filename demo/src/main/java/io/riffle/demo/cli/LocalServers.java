package io.riffle.demo.cli;

import io.riffle.app.process.OpenedSoFar;
import io.riffle.app.process.UserProblem;
import io.riffle.servers.EmbeddedBroker;
import io.riffle.servers.EmbeddedRedis;
import java.io.IOException;

/**
 * A Kafka broker and a Redis on ports of this machine, gone when closed. Apart from its command, whose methods are listed
 * at every start, also if the servers are not on the class path.
 */
final class LocalServers implements AutoCloseable {
    private final EmbeddedBroker broker;
    private final EmbeddedRedis redis;

    private LocalServers(EmbeddedBroker broker, EmbeddedRedis redis) {
        this.broker = broker;
        this.redis = redis;
    }

    /** Starts both; a port of 0 takes a free one. */
    static LocalServers start(int kafkaPort, int redisPort) throws UserProblem {
        try (OpenedSoFar opened = new OpenedSoFar()) {
            EmbeddedRedis redis = opened.add(redisPort == 0 ? EmbeddedRedis.start() : EmbeddedRedis.start(redisPort));
            EmbeddedBroker broker = opened.add(EmbeddedBroker.start(kafkaPort));
            opened.keep();
            return new LocalServers(broker, redis);
        } catch (IOException failed) {
            throw new UserProblem(String.valueOf(failed.getMessage()), failed);
        }
    }

    String addresses() {
        return "Kafka on " + broker.bootstrapServers() + ", Redis on " + redis.url();
    }

    @Override
    public void close() {
        broker.close();
        redis.close();
    }
}
