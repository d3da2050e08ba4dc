package io.riffle.demo.cli;

import io.riffle.app.process.OpenedSoFar;
import io.riffle.app.process.UserProblem;
import io.riffle.app.topic.BrokerClient;
import io.riffle.app.topic.PipelineTopics;
import io.riffle.app.topic.TopicAdministration;
import io.riffle.app.topic.TopicSpec;
import io.riffle.config.Pipeline;
import io.riffle.config.ProfileConfig;
import io.riffle.demo.payments.CardPopulation;
import io.riffle.demo.payments.CardProfiles;
import io.riffle.enrichment.ProfileUnavailableException;
import io.riffle.enrichment.redis.RedisProfileWriter;
import io.riffle.servers.EmbeddedBroker;
import io.riffle.servers.EmbeddedRedis;
import io.riffle.servers.TemporaryDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** What the demo's pipeline talks to: a Kafka broker, a Redis and a directory for its state; gone when closed. */
final class DemoServers implements AutoCloseable {
    private final EmbeddedBroker broker;
    private final EmbeddedRedis redis;
    private final Path state;

    private DemoServers(EmbeddedBroker broker, EmbeddedRedis redis, Path state) {
        this.broker = broker;
        this.redis = redis;
        this.state = state;
    }

    /** @param kafkaPort 0 takes a free one */
    static DemoServers start(int kafkaPort) throws UserProblem {
        try (OpenedSoFar opened = new OpenedSoFar()) {
            EmbeddedRedis redis = opened.add(EmbeddedRedis.start());
            EmbeddedBroker broker = opened.add(EmbeddedBroker.start(kafkaPort));
            Path state = Files.createTempDirectory("riffle-state-");
            opened.keep();
            return new DemoServers(broker, redis, state);
        } catch (IOException failed) {
            throw new UserProblem("the demo's broker and Redis must start: " + failed.getMessage(), failed);
        }
    }

    /** The settings that make a pipeline use these servers. */
    Map<String, String> overrides() {
        return Map.of(
                "kafka.bootstrap-servers", broker.bootstrapServers(),
                "kafka.state-directory", state.toString(),
                "profile.redis", redis.url());
    }

    String bootstrapServers() {
        return broker.bootstrapServers();
    }

    void createTopics(Pipeline pipeline) throws UserProblem, InterruptedException {
        Map<String, Object> settings = Map.of("bootstrap.servers", broker.bootstrapServers());
        try (BrokerClient client = new BrokerClient(settings)) {
            TopicAdministration topics = new TopicAdministration(client);
            for (TopicSpec topic : PipelineTopics.of(pipeline)) {
                topics.create(topic);
            }
        }
    }

    void loadProfiles(ProfileConfig config, CardPopulation population, CardProfiles profiles) throws UserProblem {
        try (RedisProfileWriter writer = new RedisProfileWriter(config.redis(), config.tls(), config.key())) {
            for (Map.Entry<Long, Map<String, Map<String, String>>> group :
                    profiles.byEventTime(population).entrySet()) {
                writer.write(group.getValue(), group.getKey());
            }
        } catch (ProfileUnavailableException refused) {
            throw new UserProblem(String.valueOf(refused.getMessage()), refused);
        }
    }

    @Override
    public void close() {
        broker.close();
        redis.close();
        TemporaryDirectory.delete(state);
    }
}
