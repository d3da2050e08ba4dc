package io.riffle.watch.alert;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** How states are stored. */
final class AlertStates {
    private static final ObjectMapper JSON = new ObjectMapper();

    private AlertStates() {}

    static AlertState read(byte[] stored) {
        try {
            return JSON.readValue(stored, AlertState.class);
        } catch (IOException damaged) {
            throw new IllegalStateException("an alert's state must be readable: " + damaged.getMessage(), damaged);
        }
    }

    static byte[] bytes(Object value) {
        try {
            return JSON.writeValueAsString(value).getBytes(StandardCharsets.UTF_8);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("an alert must be JSON: " + impossible.getMessage(), impossible);
        }
    }
}
