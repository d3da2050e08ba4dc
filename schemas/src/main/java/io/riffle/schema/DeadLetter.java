package io.riffle.schema;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * The headers of a dead letter, all of them texts; key and value are the original ones. Names are those of KIP-1034 where
 * it has one. Reads with Jackson from a map of header names to texts.
 *
 * @param stage a label of {@link Stage}
 * @param reason a label of {@link DeadLetterReason}
 * @param field the declared field that is to blame; null if it is none
 * @param element index in the array that the event's record held; null if the record was the event
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record DeadLetter(
        @JsonProperty("__streams.errors.message") String message,
        @JsonProperty("__streams.errors.topic") String topic,
        @JsonProperty("__streams.errors.partition") int partition,
        @JsonProperty("__streams.errors.offset") long offset,
        @JsonProperty("riffle.stage") String stage,
        @JsonProperty("riffle.reason") String reason,
        @JsonProperty("riffle.field") @Nullable String field,
        @JsonProperty("riffle.element") @Nullable Integer element) {}
