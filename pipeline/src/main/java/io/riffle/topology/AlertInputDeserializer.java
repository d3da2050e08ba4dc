package io.riffle.topology;

import io.riffle.watch.alert.AlertInput;
import io.riffle.watch.alert.AlertInputJson;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/** Records of the signals topic; what is none becomes null, which is counted and passed over. */
final class AlertInputDeserializer implements Deserializer<@Nullable AlertInput> {
    @Override
    public @Nullable AlertInput deserialize(String topic, byte @Nullable [] value) {
        return value == null ? null : AlertInputJson.read(value).orElse(null);
    }
}
