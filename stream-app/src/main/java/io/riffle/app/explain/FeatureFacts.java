package io.riffle.app.explain;

import com.fasterxml.jackson.databind.JsonNode;
import io.riffle.config.Pipeline;
import io.riffle.decode.Decoded;
import io.riffle.decode.EventDecoder;
import io.riffle.decode.WarningCounts;
import io.riffle.feature.Feature;
import io.riffle.feature.FeatureSchema;
import io.riffle.feature.FeatureSource;
import io.riffle.feature.FeatureTable;
import io.riffle.feature.FeatureType;
import io.riffle.frame.EventFrame;
import io.riffle.frame.FrameRow;
import io.riffle.frame.SourcePosition;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * The features that an event was scored with. Those of the event itself follow from its bytes; what was looked up or
 * counted is known only if the prediction recorded it ({@code predictions.include-features}), because profiles and
 * histories have changed since.
 */
final class FeatureFacts {
    private final FeatureSchema schema;
    private final EventDecoder decoder;

    FeatureFacts(Pipeline pipeline) {
        schema = pipeline.schema();
        decoder = new EventDecoder(pipeline.event(), schema);
    }

    /**
     * Of all features, in the schema's order.
     *
     * @param prediction its parameters
     */
    List<FeatureFact> of(Optional<ConsumerRecord<byte[], byte[]>> event, JsonNode prediction) {
        EventFrame frame = new EventFrame(schema, 1);
        boolean decoded = event.isPresent() && decode(event.get(), frame);
        List<FeatureFact> facts = new ArrayList<>();
        for (Feature feature : schema.features()) {
            facts.add(fact(feature, prediction, decoded ? frame.features() : null));
        }
        return facts;
    }

    /** The key is what it should be: the event was accepted with the one it had. */
    private boolean decode(ConsumerRecord<byte[], byte[]> event, EventFrame frame) {
        frame.clear(1);
        SourcePosition position = new SourcePosition(event.topic(), event.partition(), event.offset());
        FrameRow row = FrameRow.of(position, event.timestamp(), event.key(), event.value(), event.headers());
        return decoder.decode(row, frame, new WarningCounts()) == Decoded.Accepted.ACCEPTED;
    }

    private FeatureFact fact(Feature feature, JsonNode prediction, @Nullable FeatureTable event) {
        JsonNode recorded = prediction.path("features").path(feature.name());
        if (!recorded.isMissingNode()) {
            return recorded(feature, value(recorded), prediction);
        }
        if (feature.source() == FeatureSource.EVENT && event != null && feature.type() != FeatureType.IMAGE) {
            Object value = value(feature, event);
            return new FeatureFact(feature, value, status(value), null, "the event");
        }
        return new FeatureFact(feature, null, FeatureFact.UNKNOWN, null, why(feature, event != null));
    }

    private static FeatureFact recorded(Feature feature, @Nullable Object value, JsonNode prediction) {
        String status = prediction.path("feature_status").path(feature.name()).asText(status(value));
        JsonNode age = prediction.path("feature_age_ms").path(feature.name());
        return new FeatureFact(feature, value, status, age.isNumber() ? age.longValue() : null, "the prediction");
    }

    private static String status(@Nullable Object value) {
        return value == null ? FeatureFact.MISSING : FeatureFact.PRESENT;
    }

    private static String why(Feature feature, boolean decoded) {
        if (feature.type() == FeatureType.IMAGE) {
            return "an image is not shown";
        }
        return feature.source() == FeatureSource.EVENT && !decoded
                ? "the event is not in its topic any more, or reads otherwise with this configuration"
                : "was not recorded: name it in predictions.include-features";
    }

    private static @Nullable Object value(JsonNode recorded) {
        if (recorded.isNull()) {
            return null;
        }
        if (recorded.isBoolean()) {
            return recorded.booleanValue() ? 1.0 : 0.0;
        }
        return recorded.isNumber() ? (Object) recorded.doubleValue() : recorded.asText();
    }

    private @Nullable Object value(Feature feature, FeatureTable table) {
        int column = schema.column(feature.name());
        if (feature.type() == FeatureType.CATEGORY || feature.type() == FeatureType.TEXT) {
            return table.text(column, 0);
        }
        double number = table.number(column, 0);
        return Double.isNaN(number) ? null : number;
    }
}
