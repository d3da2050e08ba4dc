package io.riffle.schema;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

/** Where the event stood that a message is about. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record RecordPosition(String topic, int partition, long offset) {}
