package io.riffle.schema;

import java.util.Locale;

/** Why an event was not scored; the labels are metric labels and header values and never change. */
public enum DeadLetterReason {
    /** The bytes are not one JSON object: cut, not UTF-8, too deep, too large, a key twice, text after the object. */
    MALFORMED,
    /** A required field, the id, the entity or the event time is absent, null or empty. */
    MISSING_FIELD,
    /** A field has another type than declared. */
    WRONG_TYPE,
    /** A number is outside its declared bounds, or a text longer than allowed. */
    OUT_OF_RANGE,
    /** A category that is not declared, where the field is declared to refuse those. */
    UNKNOWN_CATEGORY,
    /** Not a complete image of a known format, or a name that leads to none. */
    INVALID_IMAGE,
    /** An image of more bytes or pixels than allowed; nothing of it was decoded. */
    IMAGE_TOO_LARGE,
    /** The event time is older than the declared bound. */
    TOO_OLD,
    /** The event time is further ahead of the record's timestamp than the declared bound. */
    IN_FUTURE,
    /** The record key is not the entity although the topic is declared to be partitioned by it. */
    KEY_MISMATCH,
    /** An event with the same id was seen inside the horizon. */
    DUPLICATE,
    /** The model answered with an error for this row. */
    MODEL_ERROR,
    /** The model did not answer within its time limit. */
    MODEL_TIMEOUT,
    /** The model's score is not a finite number, or not a probability if one is declared. */
    INVALID_SCORE;

    private final String label = name().toLowerCase(Locale.ROOT);

    public String label() {
        return label;
    }
}
