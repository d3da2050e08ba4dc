package io.riffle.schema;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The JSON Schemas (2020-12) of Riffle's output topics. That of events follows from a pipeline's declaration. */
public enum TopicSchema {
    PREDICTION("prediction.schema.json"),
    ALERT("alert.schema.json"),
    /** Of what is in the alerts topic beside alerts of single scores. */
    STANDING_ALERT("standing-alert.schema.json"),
    RETRAINING_REQUEST("retraining-request.schema.json"),
    DRIFT_REPORT("drift-report.schema.json"),
    QUALITY_REPORT("quality-report.schema.json"),
    SHADOW("shadow.schema.json"),
    /** Of a dead letter's headers as an object of texts; its value is whatever arrived. */
    DEAD_LETTER("dead-letter.schema.json"),
    /** Of what is read, not written: the truth about events. */
    LABEL("label.schema.json"),
    OUTCOME("outcome.schema.json"),
    PERFORMANCE("performance.schema.json"),
    EXPERIMENT_REPORT("experiment-report.schema.json");

    private final String resource;

    TopicSchema(String resource) {
        this.resource = resource;
    }

    /** The schema as JSON text. */
    public String json() {
        try (InputStream stream = TopicSchema.class.getResourceAsStream(resource)) {
            if (stream == null) {
                throw new IllegalStateException("the schema must be beside its class: " + resource + " is not");
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
