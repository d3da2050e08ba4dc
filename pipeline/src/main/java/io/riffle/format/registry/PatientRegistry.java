package io.riffle.format.registry;

import io.riffle.config.event.RegistryConfig;
import io.riffle.format.RegisteredSchema;
import io.riffle.format.SchemaKey;
import io.riffle.format.SchemaSource;
import io.riffle.format.UnreadableValueException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Remembers what a registry has answered, and waits while it does not answer. What it knows never changes; that it does
 * not know an id is believed for a while only, for it may learn it. Thread-safe.
 */
public final class PatientRegistry implements SchemaSource {
    private static final long BELIEVED_NANOS = TimeUnit.SECONDS.toNanos(30);
    private static final int MOST_UNKNOWN = 1_000;

    private final Patience patience;
    private final RegistryClient client;
    private final LongSupplier nanoClock;
    private final Map<SchemaKey, RegisteredSchema> known;
    private final Map<SchemaKey, Unknown> unknown = bounded(MOST_UNKNOWN);

    private record Unknown(String rule, long sinceNanos) {}

    public PatientRegistry(RegistryConfig config, LongSupplier nanoClock) {
        this.nanoClock = nanoClock;
        patience = new Patience(config, nanoClock);
        client = new RegistryClient(config);
        known = bounded(config.schemas());
    }

    /** One thread asks at a time: all others would ask for the same. */
    @Override
    public synchronized RegisteredSchema find(SchemaKey key) throws UnreadableValueException {
        RegisteredSchema remembered = known.get(key);
        if (remembered != null) {
            return remembered;
        }
        Unknown refused = unknown.get(key);
        if (refused != null && nanoClock.getAsLong() - refused.sinceNanos() < BELIEVED_NANOS) {
            throw new UnreadableValueException(refused.rule());
        }
        try {
            RegisteredSchema found = patience.ask(key.toString(), () -> client.find(key));
            known.put(key, found);
            unknown.remove(key);
            return found;
        } catch (UnreadableValueException absent) {
            unknown.put(key, new Unknown(absent.rule(), nanoClock.getAsLong()));
            throw absent;
        }
    }

    private static <V> Map<SchemaKey, V> bounded(int most) {
        return new LinkedHashMap<>(16, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<SchemaKey, V> eldest) {
                return size() > most;
            }
        };
    }
}
