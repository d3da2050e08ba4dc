package io.riffle.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OwnedKafkaKeysTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "application.id",
                "processing.guarantee",
                "interceptor.classes",
                "main.consumer.interceptor.classes",
                "key.serializer",
                "consumer.value.deserializer",
                "enable.auto.commit",
                "consumer.isolation.level",
                "buffered.records.per.partition",
                "producer.transactional.id",
                "max.poll.records",
                "riffle.frame.topics",
                "main.consumer.riffle.frame.max-size"
            })
    void key_isRefused_whenRiffleOwnsIt(String name) {
        assertThat(OwnedKafkaKeys.reason(name)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "security.protocol",
                "sasl.jaas.config",
                "ssl.truststore.location",
                "consumer.max.poll.interval.ms",
                "producer.compression.type",
                "producer.interceptor.classes",
                "producer.linger.ms",
                "rocksdb.config.setter"
            })
    void key_isPassedOn_otherwise(String name) {
        assertThat(OwnedKafkaKeys.reason(name)).isEmpty();
    }
}
