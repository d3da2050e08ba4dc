package io.riffle.demo.payments;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.riffle.config.TopicsConfig;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads what the pipeline wrote, as any downstream application would: committed records only. */
public final class DemoConsumer implements Runnable {
    private static final String REASON_HEADER = "riffle.reason";
    private static final Duration POLL = Duration.ofMillis(50);

    private final TopicsConfig topics;
    private final DemoLedger ledger;
    private final Map<String, Object> settings;
    private final JsonFactory json = new JsonFactory();
    private volatile boolean stopping;

    public DemoConsumer(String bootstrapServers, TopicsConfig topics, DemoLedger ledger) {
        this.topics = topics;
        this.ledger = ledger;
        settings = Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers,
                ConsumerConfig.CLIENT_ID_CONFIG, "demo-consumer",
                ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed",
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest",
                ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 5_000);
    }

    @Override
    public void run() {
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(partitions(consumer));
            while (!stopping) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                    note(record);
                }
            }
        }
    }

    public void stop() {
        stopping = true;
    }

    private List<TopicPartition> partitions(KafkaConsumer<byte[], byte[]> consumer) {
        return Stream.of(topics.predictions(), topics.alerts(), topics.deadLetters())
                .flatMap(topic -> consumer.partitionsFor(topic).stream())
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList();
    }

    private void note(ConsumerRecord<byte[], byte[]> record) {
        if (record.topic().equals(topics.predictions())) {
            predicted(record.value());
        } else if (record.topic().equals(topics.deadLetters())) {
            Header reason = record.headers().lastHeader(REASON_HEADER);
            ledger.deadLettered(reason == null ? "" : new String(reason.value(), StandardCharsets.UTF_8));
        } else {
            ledger.alerted(record.key(), record.value());
        }
    }

    private void predicted(byte[] value) {
        long sequence = -1;
        try (JsonParser parser = json.createParser(value)) {
            while (parser.nextToken() != null) {
                if (parser.currentToken() != JsonToken.FIELD_NAME) {
                    continue;
                }
                // The first of each name: the event's id, and the score among the parameters.
                if (sequence < 0 && parser.currentName().equals("id")) {
                    sequence = EventIds.sequence(parser.nextTextValue());
                } else if (parser.currentName().equals("score")
                        && parser.nextToken().isNumeric()) {
                    ledger.predicted(sequence, parser.getDoubleValue());
                    return;
                }
            }
        } catch (IOException unreadable) {
            sequence = -1;
        }
        ledger.predicted(-1, Double.NaN);
    }
}
