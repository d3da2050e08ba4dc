package io.riffle.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.riffle.config.ConfigLoader;
import io.riffle.config.Pipeline;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;

class StreamsSettingsTest {
    private final Map<String, String> overrides = new HashMap<>();

    private StreamsSettings settings() {
        Path file = Path.of("src/test/resources/config/minimal.yaml");
        Pipeline pipeline = new ConfigLoader(Map.of(), overrides).load(file).value();
        return new StreamsSettings(pipeline);
    }

    @Test
    void streams_commitExactlyOnceAndFast_byDefault() {
        assertThat(settings().properties())
                .containsEntry("application.id", "tiny")
                .containsEntry("bootstrap.servers", "localhost:9092")
                .containsEntry("processing.guarantee", "exactly_once_v2")
                .containsEntry("commit.interval.ms", 50L)
                .containsEntry("poll.ms", 10L)
                .containsEntry("buffered.records.per.partition", 8)
                .containsEntry("statestore.cache.max.bytes", 0L)
                .containsEntry("state.dir", ".riffle/state")
                .containsEntry("ensure.explicit.internal.resource.naming", true)
                .containsEntry("producer.transaction.timeout.ms", 10_000)
                .containsEntry("producer.retry.backoff.ms", 10)
                .containsEntry("consumer.max.poll.records", 4_000);
        assertThat((int) settings().properties().get("producer.linger.ms")).isLessThanOrEqualTo(5);
    }

    @Test
    void mainConsumer_packsItsPollsIntoFrames() {
        overrides.put("batch.max-size", "2500");
        Map<String, Object> consumer = settings().streams().getMainConsumerConfigs("tiny", "c", 0);
        assertThat(consumer)
                .containsEntry("interceptor.classes", "io.riffle.frame.PackingInterceptor")
                .containsEntry("riffle.frame.max-size", 2500)
                .containsEntry("max.poll.records", 5_000)
                .containsEntry("session.timeout.ms", 10_000);
        assertThat((String) consumer.get("riffle.frame.topics")).startsWith("tiny.events.v1");
    }

    @Test
    void restoreConsumer_packsNothing() {
        assertThat(settings().streams().getRestoreConsumerConfigs("c"))
                .doesNotContainKeys("interceptor.classes", "riffle.frame.topics");
    }

    @Test
    void broker_mayHoldBackSmallFetches_whenDelayIsAllowed() {
        assertThat(settings().properties()).doesNotContainKeys("main.consumer.fetch.max.wait.ms");
        overrides.put("batch.max-delay", "15ms");
        assertThat(settings().properties())
                .containsEntry("main.consumer.fetch.max.wait.ms", 15)
                .containsEntry("main.consumer.fetch.min.bytes", 262_144);
    }

    @Test
    void atLeastOnce_hasNoTransactions() {
        overrides.put("kafka.guarantee", "at-least-once");
        assertThat(settings().properties())
                .containsEntry("processing.guarantee", "at_least_once")
                .doesNotContainKey("producer.transaction.timeout.ms");
    }

    /** Kafka prefers the prefixed name: the default must go where the user sets the plain one. */
    @Test
    void userProperty_winsOverDefault_withOrWithoutPrefix() {
        overrides.put("kafka.properties.linger.ms", "77");
        overrides.put("kafka.properties.consumer.session.timeout.ms", "12345");
        assertThat(settings().streams().getProducerConfigs("c")).containsEntry("linger.ms", "77");
        assertThat(settings().streams().getMainConsumerConfigs("g", "c", 0))
                .containsEntry("session.timeout.ms", "12345");
    }

    /** It holds at the first start, and not wherever a position is lost: that would lose events. */
    @Test
    void startingPoint_isNeverKafkasOwn() {
        overrides.put("kafka.properties.main.consumer.auto.offset.reset", "latest");
        overrides.put("kafka.properties.auto.offset.reset", "by_duration:PT1H");
        assertThat(settings().streams().getMainConsumerConfigs("g", "c", 0))
                .containsEntry("auto.offset.reset", "earliest");
    }

    @Test
    void admin_getsConnectionAndItsOwnProperties_only() {
        overrides.put("kafka.properties.security.protocol", "SSL");
        overrides.put("kafka.properties.admin.request.timeout.ms", "111");
        overrides.put("kafka.properties.producer.linger.ms", "4");
        assertThat(settings().admin())
                .containsEntry("bootstrap.servers", "localhost:9092")
                .containsEntry("security.protocol", "SSL")
                .containsEntry("request.timeout.ms", "111")
                .doesNotContainKeys("linger.ms", "producer.linger.ms", "admin.request.timeout.ms");
    }

    @Test
    void check_fails_whenKafkaRefusesAProperty() {
        settings().check();
        overrides.put("kafka.properties.producer.compression.type", "middle-out");
        assertThatThrownBy(() -> settings().check())
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("compression.type");
    }
}
