package io.riffle.app.topic;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.riffle.schema.StandingAlert;
import java.io.IOException;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * What the JSON records of a topic are.
 *
 * @param required the member by which such a record is known among others
 */
public record RecordType<T>(Class<T> type, String required) {
    /** The alerts that are raised, updated and resolved. */
    public static final RecordType<StandingAlert> ALERT = new RecordType<>(StandingAlert.class, "since_ms");

    private static final ObjectMapper JSON = new ObjectMapper();

    /** The record's value; empty if it is of another type. */
    public Optional<T> read(ConsumerRecord<byte[], byte[]> record) {
        try {
            return record.value() != null && JSON.readTree(record.value()).has(required)
                    ? Optional.of(JSON.readValue(record.value(), type))
                    : Optional.empty();
        } catch (IOException foreign) {
            return Optional.empty();
        }
    }
}
