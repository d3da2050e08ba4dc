package io.riffle.format.output;

/** What a prediction is written in. Not thread-safe. */
public interface OutputFormat {
    /** The prediction as it stands. */
    OutputFormat JSON = json -> json;

    /**
     * The prediction in this format.
     *
     * @param json as {@code prediction.schema.json} says
     */
    byte[] of(byte[] json);
}
