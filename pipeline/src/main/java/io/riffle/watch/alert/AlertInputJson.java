package io.riffle.watch.alert;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import io.riffle.schema.Severity;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Records of the signals topic. */
public final class AlertInputJson {
    /** Severities are in upper case here, unlike in topics for others. */
    private static final ObjectMapper JSON = new ObjectMapper()
            .registerModule(new SimpleModule().addSerializer(Severity.class, ToStringSerializer.instance));

    private AlertInputJson() {}

    /** As a record's value. */
    public static byte[] bytes(AlertInput input) {
        try {
            return JSON.writeValueAsString(input).getBytes(StandardCharsets.UTF_8);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a signal must be JSON: " + impossible.getMessage(), impossible);
        }
    }

    /** Empty if it is neither a signal nor a mute. */
    public static Optional<AlertInput> read(byte[] value) {
        try {
            JsonNode tree = JSON.readTree(value);
            if (tree.hasNonNull("mute") && tree.hasNonNull("subject")) {
                return Optional.of(JSON.treeToValue(tree, Mute.class));
            }
            if (tree.hasNonNull("rule") && tree.hasNonNull("subject") && tree.hasNonNull("severity")) {
                return Optional.of(JSON.treeToValue(tree, AlertSignal.class));
            }
            return Optional.empty();
        } catch (IOException foreign) {
            return Optional.empty();
        }
    }
}
