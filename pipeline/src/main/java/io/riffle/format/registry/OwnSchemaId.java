package io.riffle.format.registry;

import io.riffle.config.event.RegistryConfig;
import io.riffle.format.UnreadableValueException;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;
import org.apache.kafka.common.errors.SerializationException;

/** The id of a schema that Riffle writes with: looked up once, when it is needed first. Thread-safe. */
public final class OwnSchemaId implements IntSupplier {
    private static final int UNKNOWN = -1;

    private final RegisteredSubject subject;
    private final Patience patience;
    private volatile int id = UNKNOWN;

    public OwnSchemaId(RegistryConfig config, RegisteredSubject subject, LongSupplier nanoClock) {
        this.subject = subject;
        patience = new Patience(config, nanoClock);
    }

    @Override
    public int getAsInt() {
        return id == UNKNOWN ? find() : id;
    }

    private synchronized int find() {
        if (id == UNKNOWN) {
            try {
                id = patience.ask("the schema of " + subject.subject(), subject::find)
                        .orElseThrow(
                                () -> new SerializationException("the schema of predictions must be registered under "
                                        + subject.subject() + ": is not (riffle schemas register)"));
            } catch (UnreadableValueException never) {
                throw new IllegalStateException("a subject is no value", never);
            }
        }
        return id;
    }
}
