package io.riffle.product;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.riffle.scoring.ReferenceModels;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.utils.Utils;

/** The events of one file of the reference data, as a producer would send them: the recorded bytes, in file order. */
final class RecordedEvents {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final List<Event> events = new ArrayList<>();

    /** Skips the test where the data is missing. */
    static RecordedEvents read(String name) throws IOException {
        RecordedEvents recorded = new RecordedEvents();
        try (InputStream stream = new GZIPInputStream(Files.newInputStream(ReferenceModels.file(name)))) {
            byte[] bytes = stream.readAllBytes();
            int start = 0;
            for (int i = 0; i < bytes.length; i++) {
                if (bytes[i] == '\n') {
                    recorded.events.add(Event.of(Arrays.copyOfRange(bytes, start, i)));
                    start = i + 1;
                }
            }
        }
        return recorded;
    }

    int size() {
        return events.size();
    }

    /** Keyed by entity, each in the partition that Kafka's own rule gives the key. */
    List<ProducerRecord<byte[], byte[]>> keyed(String topic, int partitions) {
        return events.stream()
                .map(event -> new ProducerRecord<>(
                        topic, event.partition(partitions), event.time(), event.entity(), event.bytes()))
                .toList();
    }

    /** Without a key, and one partition beside the one that the entity belongs to; order per entity is kept. */
    List<ProducerRecord<byte[], byte[]>> misplaced(String topic, int partitions) {
        return events.stream()
                .map(event -> new ProducerRecord<byte[], byte[]>(
                        topic, (event.partition(partitions) + 1) % partitions, event.time(), null, event.bytes()))
                .toList();
    }

    private record Event(byte[] entity, long time, byte[] bytes) {
        static Event of(byte[] bytes) throws IOException {
            JsonNode event = JSON.readTree(bytes);
            JsonNode arrival = event.path("ingest_time_ms");
            return new Event(
                    event.get("entity_id").textValue().getBytes(StandardCharsets.UTF_8),
                    arrival.asLong(event.get("event_time_ms").longValue()),
                    bytes);
        }

        int partition(int partitions) {
            return Utils.toPositive(Utils.murmur2(entity)) % partitions;
        }
    }
}
