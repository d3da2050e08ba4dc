package io.riffle.routing;

import io.riffle.feature.FeatureSchema;
import io.riffle.frame.EventFrame;
import io.riffle.frame.ScoredFrame;
import io.riffle.schema.Degradation;
import io.riffle.schema.QualityWarning;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;

/**
 * Writes the rows of scored frames as prediction records ({@code prediction.schema.json}). By hand, because it runs once
 * per event: what is the same for all rows of a frame is encoded once per frame, or once per model version. Not
 * thread-safe.
 */
public final class PredictionWriter {
    private static final byte[] ID = ascii("{\"id\":");
    private static final byte[] SCORE = ascii("],\"parameters\":{\"score\":");
    private static final byte[] LABEL = ascii(",\"label\":");
    private static final byte[] EVENT_TIME = ascii(",\"event_time_ms\":");
    private static final byte[] DEGRADED = ascii(",\"degraded\":");
    private static final byte[] WARNINGS = ascii(",\"warnings\":");
    private static final byte[] FEATURES = ascii(",\"features\":");
    /** Tells about the producer's schema, not about the values that the model saw; it is a metric only. */
    private static final String UNDECLARED = QualityWarning.UNDECLARED_FIELD.label() + ":";

    private final FeatureColumns features;
    private final SourceText source = new SourceText();
    private final JsonBuffer json = new JsonBuffer();
    private ModelText model = ModelText.NONE;

    /**
     * @param includedFeatures names of the features that go into every prediction
     * @throws IllegalArgumentException if one of them is not in the schema
     */
    public PredictionWriter(List<String> includedFeatures, FeatureSchema schema) {
        features = new FeatureColumns(includedFeatures, schema);
    }

    /** The rows of one frame, to be written before another frame is begun. */
    public Rows rows(ScoredFrame frame) {
        model = model.of(frame);
        return new Rows(frame);
    }

    /** One frame's predictions. */
    public final class Rows {
        private final ScoredFrame frame;
        private final EventFrame events;

        private Rows(ScoredFrame frame) {
            this.frame = frame;
            events = frame.events();
        }

        /** The prediction of one row, as JSON in UTF-8. */
        public byte[] write(int row) {
            json.clear();
            json.raw(ID).string(events.eventId(row)).raw(model.nameAndVersion());
            model.outputs(frame, row, json);
            json.raw(SCORE);
            ScoreText.write(frame.scores()[row], json);
            if (frame.labels() != null) {
                json.raw(LABEL).string(frame.labels()[row]);
            }
            json.raw(model.variant()).string(events.entity(row));
            json.raw(EVENT_TIME).number(events.eventTime(row));
            quality(row);
            if (!features.isEmpty()) {
                json.raw(FEATURES);
                features.write(events.features(), row, json);
                features.writeStored(events.features(), row, json);
            }
            source.write(events.row(row).position(), json);
            return json.raw('}').raw('}').toBytes();
        }

        private void quality(int row) {
            Set<Degradation> degradations = events.degradations(row);
            if (!degradations.isEmpty()) {
                TextArray array = new TextArray(json, DEGRADED);
                degradations.forEach(degradation -> array.add(degradation.label()));
                array.end();
            }
            List<String> warnings = events.warnings(row);
            if (!warnings.isEmpty()) {
                TextArray array = new TextArray(json, WARNINGS);
                for (String warning : warnings) {
                    if (!warning.startsWith(UNDECLARED)) {
                        array.add(warning);
                    }
                }
                array.end();
            }
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
