package io.riffle.config.event;

import java.util.Optional;

/**
 * How a record's value is written, and where in it the declared fields are.
 *
 * @param format what it is written in
 * @param envelope what is around the event
 * @param duplicateKeys which value counts if a JSON key occurs twice
 * @param fieldsIn path of the object that holds the fields; absent for the top level
 * @param value the image field that the whole value is; id, entity and time are then headers
 */
public record EventLayout(
        EventFormatConfig format,
        EnvelopeConfig envelope,
        DuplicateKeys duplicateKeys,
        Optional<String> fieldsIn,
        Optional<String> value) {
    /** JSON with nothing around it and the fields at the top. */
    public static final EventLayout PLAIN = new EventLayout(
            EventFormatConfig.JSON, EnvelopeConfig.NONE, DuplicateKeys.REJECT, Optional.empty(), Optional.empty());

    /** The same, written in something else. */
    public EventLayout with(EventFormatConfig other) {
        return new EventLayout(other, envelope, duplicateKeys, fieldsIn, value);
    }

    /** The same with something else around it. */
    public EventLayout with(EnvelopeConfig other) {
        return new EventLayout(format, other, duplicateKeys, fieldsIn, value);
    }

    /** The same with the fields somewhere else. */
    public EventLayout withFieldsIn(Optional<String> path) {
        return new EventLayout(format, envelope, duplicateKeys, path, value);
    }

    /** The same with a value that is an image. */
    public EventLayout withValue(Optional<String> image) {
        return new EventLayout(format, envelope, duplicateKeys, fieldsIn, image);
    }
}
