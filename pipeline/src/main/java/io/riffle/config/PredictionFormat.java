package io.riffle.config;

/** What predictions are written in. */
public enum PredictionFormat {
    /** The nested record of {@code prediction.schema.json}. */
    JSON,
    /** A flat record with its schema beside it, as Kafka Connect's JsonConverter takes it. */
    CONNECT_JSON,
    /** The flat record in Avro, behind the id of a registered schema. */
    AVRO
}
