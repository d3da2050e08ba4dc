package io.riffle.benchmark.loop;

import io.riffle.benchmark.workload.CardHistory;
import io.riffle.benchmark.workload.RunSettings;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** A compacted topic with the latest history of each card, partitioned like the events; without it a restart forgets. */
final class HistoryChangelog {
    private final String topic;
    private final Map<String, Object> consumerSettings;

    private HistoryChangelog(String topic, Map<String, Object> consumerSettings) {
        this.topic = topic;
        this.consumerSettings = consumerSettings;
    }

    static HistoryChangelog open(RunSettings settings, int partitions) throws ExecutionException, InterruptedException {
        String topic = settings.application() + "-history-changelog";
        Map<String, Object> connection = Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, settings.bootstrapServers());
        try (Admin admin = Admin.create(connection)) {
            NewTopic created = new NewTopic(topic, partitions, (short) 1)
                    .configs(Map.of(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT));
            admin.createTopics(List.of(created)).all().get();
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw e;
            }
        }
        Map<String, Object> consumer = new HashMap<>(connection);
        consumer.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        return new HistoryChangelog(topic, consumer);
    }

    ProducerRecord<byte[], byte[]> record(int partition, Card card) {
        return new ProducerRecord<>(topic, partition, card.key(), card.history().encode());
    }

    /** Every card with its history as of the last committed transaction. */
    Map<Card.Key, Card> restore(int partition) {
        Map<Card.Key, Card> cards = new HashMap<>();
        TopicPartition source = new TopicPartition(topic, partition);
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(consumerSettings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(List.of(source));
            consumer.seekToBeginning(List.of(source));
            long end = consumer.endOffsets(List.of(source)).getOrDefault(source, 0L);
            while (consumer.position(source) < end) {
                for (ConsumerRecord<byte[], byte[]> change : consumer.poll(Duration.ofMillis(100))) {
                    Card.Key key = new Card.Key(change.key());
                    cards.put(key, new Card(key, CardHistory.decode(change.value())));
                }
            }
        }
        return cards;
    }
}
