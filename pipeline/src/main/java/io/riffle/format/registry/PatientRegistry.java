package io.riffle.format.registry;

import io.riffle.config.RegistryConfig;
import io.riffle.format.RegisteredSchema;
import io.riffle.format.SchemaKey;
import io.riffle.format.SchemaSource;
import io.riffle.format.UnreadableValueException;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Remembers what a registry has answered, and waits while it does not answer. What it knows never changes; that it does
 * not know an id is believed for a while only, for it may learn it. Thread-safe.
 */
public final class PatientRegistry implements SchemaSource {
    private static final Logger LOG = LoggerFactory.getLogger(PatientRegistry.class);
    private static final long FIRST_PAUSE_MILLIS = 100;
    private static final long LONGEST_PAUSE_MILLIS = 2_000;
    private static final long BELIEVED_NANOS = TimeUnit.SECONDS.toNanos(30);
    private static final int MOST_UNKNOWN = 1_000;

    private final RegistryConfig config;
    private final RegistryClient client;
    private final LongSupplier nanoClock;
    private final Map<SchemaKey, RegisteredSchema> known;
    private final Map<SchemaKey, Unknown> unknown = bounded(MOST_UNKNOWN);

    private record Unknown(String rule, long sinceNanos) {}

    public PatientRegistry(RegistryConfig config, LongSupplier nanoClock) {
        this.config = config;
        this.nanoClock = nanoClock;
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
            RegisteredSchema found = ask(key);
            known.put(key, found);
            unknown.remove(key);
            return found;
        } catch (UnreadableValueException absent) {
            unknown.put(key, new Unknown(absent.rule(), nanoClock.getAsLong()));
            throw absent;
        } catch (InterruptedException asked) {
            Thread.currentThread().interrupt();
            throw new RegistryAwayException("the wait for " + key + " was interrupted", asked);
        }
    }

    private RegisteredSchema ask(SchemaKey key) throws UnreadableValueException, InterruptedException {
        long start = nanoClock.getAsLong();
        long pause = FIRST_PAUSE_MILLIS;
        while (true) {
            try {
                return client.find(key);
            } catch (IOException away) {
                long waited = TimeUnit.NANOSECONDS.toMillis(nanoClock.getAsLong() - start);
                if (waited + pause > config.patience().toMillis()) {
                    throw new RegistryAwayException(
                            "the schema registry must answer at " + config.url() + ": " + away.getMessage()
                                    + "; events wait for it (" + key + ")",
                            away);
                }
                if (pause == FIRST_PAUSE_MILLIS) {
                    LOG.warn(
                            "the schema registry must answer at {}: {}; events wait for {}",
                            config.url(),
                            away.getMessage(),
                            key);
                }
                Thread.sleep(pause);
                pause = Math.min(LONGEST_PAUSE_MILLIS, pause * 2);
            }
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
