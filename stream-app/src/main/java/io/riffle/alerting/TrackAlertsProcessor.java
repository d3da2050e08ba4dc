package io.riffle.alerting;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.riffle.schema.StandingAlert;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/** Turns signals into alerts that are raised once, updated and resolved. One task sees all signals of a pipeline. */
public final class TrackAlertsProcessor implements Processor<Object, AlertSignal, byte[], byte[]> {
    /** The store of what is remembered of each alert. */
    public static final String ALERT_STATES = "alert-states";

    private static final ObjectMapper JSON = new ObjectMapper();

    private final String pipeline;
    private final AlertLifecycle lifecycle;
    private ProcessorContext<byte[], byte[]> context;
    private KeyValueStore<Bytes, byte[]> store;

    /** @param cooldownMillis after the end of an alert in which it is not raised again */
    @SuppressWarnings("NullAway.Init") // Kafka Streams calls init before anything else
    public TrackAlertsProcessor(String pipeline, long cooldownMillis) {
        this.pipeline = pipeline;
        lifecycle = new AlertLifecycle(cooldownMillis);
    }

    public static StoreBuilder<KeyValueStore<Bytes, byte[]>> store() {
        return Stores.keyValueStoreBuilder(
                        Stores.inMemoryKeyValueStore(ALERT_STATES), Serdes.Bytes(), Serdes.ByteArray())
                .withCachingDisabled()
                .withLoggingEnabled(Map.of());
    }

    @Override
    public void init(ProcessorContext<byte[], byte[]> processorContext) {
        context = processorContext;
        store = context.getStateStore(ALERT_STATES);
    }

    @Override
    public void process(Record<Object, AlertSignal> record) {
        AlertSignal signal = record.value();
        byte[] key = signal.key().getBytes(StandardCharsets.UTF_8);
        AlertState before = read(key);
        AlertLifecycle.Step step = lifecycle.next(before, signal);
        if (!step.state().equals(before)) {
            store.put(Bytes.wrap(key), json(step.state()));
        }
        step.telling()
                .ifPresent(telling -> context.forward(new Record<>(
                        key, json(alert(signal, step.state(), telling, record.timestamp())), record.timestamp())));
    }

    private StandingAlert alert(AlertSignal signal, AlertState state, AlertLifecycle.Telling telling, long at) {
        AlertSeverity told = state.isFiring() ? state.severity() : state.worst();
        return new StandingAlert(
                signal.key() + ":" + state.since(),
                pipeline,
                signal.rule(),
                signal.subject(),
                telling.name().toLowerCase(Locale.ROOT),
                told.text(),
                signal.value(),
                signal.threshold(),
                signal.text(),
                state.since(),
                signal.from(),
                signal.to(),
                at,
                state.windows());
    }

    private AlertState read(byte[] key) {
        byte[] stored = store.get(Bytes.wrap(key));
        try {
            return stored == null ? AlertState.NONE : JSON.readValue(stored, AlertState.class);
        } catch (IOException damaged) {
            throw new IllegalStateException("an alert's state must be readable: " + damaged.getMessage(), damaged);
        }
    }

    private static byte[] json(Object value) {
        try {
            return JSON.writeValueAsString(value).getBytes(StandardCharsets.UTF_8);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("an alert must be JSON: " + impossible.getMessage(), impossible);
        }
    }
}
