package io.riffle.watch.outcome;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.riffle.schema.Outcome;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serializer;

/** Outcomes as values of their topic. */
public final class OutcomeSerializer implements Serializer<Outcome> {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Override
    public byte[] serialize(String topic, Outcome outcome) {
        try {
            return JSON.writeValueAsBytes(outcome);
        } catch (JsonProcessingException impossible) {
            throw new SerializationException(impossible);
        }
    }
}
