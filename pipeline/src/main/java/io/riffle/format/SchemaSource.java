package io.riffle.format;

/** Where schemas are. */
public interface SchemaSource {
    /**
     * The schema of that key. It may take as long as the source is away.
     *
     * @throws UnreadableValueException if there is none
     * @throws org.apache.kafka.common.errors.RetriableException if the source is away for longer than one event may wait
     * @throws org.apache.kafka.common.errors.AuthenticationException if the source does not let us in
     */
    RegisteredSchema find(SchemaKey key) throws UnreadableValueException;
}
