package io.riffle.topology;

import java.io.File;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsMetrics;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.Punctuator;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/** What a stage of a {@link LocalLine} can ask of its surroundings: its stores and the way on. There is no Kafka behind it. */
final class LocalContext implements ProcessorContext<Object, Object> {
    private static final String ID = "local";

    private final LocalStores stores;
    private final String next;
    private final BiConsumer<Record<byte[], Object>, String> forward;

    LocalContext(LocalStores stores, String next, BiConsumer<Record<byte[], Object>, String> forward) {
        this.stores = stores;
        this.next = next;
        this.forward = forward;
    }

    @Override
    public <K, V> void forward(Record<K, V> record) {
        forward(record, next);
    }

    @Override
    @SuppressWarnings("unchecked") // a record is only read
    public <K, V> void forward(Record<K, V> record, String child) {
        forward.accept((Record<byte[], Object>) (Record<?, ?>) record, child);
    }

    @Override
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // all stages keep bytes; Kafka declares it so
    public <S extends StateStore> S getStateStore(String name) {
        return (S) stores.store(name);
    }

    /** Tidying up by the clock is for processes that run for weeks. */
    @Override
    public Cancellable schedule(Duration interval, PunctuationType type, Punctuator callback) {
        return () -> {};
    }

    @Override
    public Cancellable schedule(Instant start, Duration interval, PunctuationType type, Punctuator callback) {
        return () -> {};
    }

    @Override
    public void commit() {}

    @Override
    public Optional<RecordMetadata> recordMetadata() {
        return Optional.empty();
    }

    @Override
    public String applicationId() {
        return ID;
    }

    @Override
    public TaskId taskId() {
        return new TaskId(0, 0);
    }

    @Override
    public Serde<?> keySerde() {
        return Serdes.ByteArray();
    }

    @Override
    public Serde<?> valueSerde() {
        return Serdes.ByteArray();
    }

    @Override
    public File stateDir() {
        throw none("state directory");
    }

    @Override
    public StreamsMetrics metrics() {
        throw none("metrics");
    }

    @Override
    public Map<String, Object> appConfigs() {
        return Map.of();
    }

    @Override
    public Map<String, Object> appConfigsWithPrefix(String prefix) {
        return Map.of();
    }

    @Override
    public long currentSystemTimeMs() {
        throw none("clock");
    }

    @Override
    public long currentStreamTimeMs() {
        throw none("stream time");
    }

    private static UnsupportedOperationException none(String what) {
        return new UnsupportedOperationException("a line without Kafka has no " + what);
    }
}
