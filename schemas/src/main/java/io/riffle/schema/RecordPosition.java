package io.riffle.schema;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * Where the event stood that a message is about.
 *
 * @param element of the array that the record held, from 0; null if the record was the event
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RecordPosition(
        String topic, int partition, long offset, @Nullable Integer element) {
    @JsonCreator
    public RecordPosition {}

    /** The position of a record that is one event. */
    public RecordPosition(String topic, int partition, long offset) {
        this(topic, partition, offset, null);
    }
}
