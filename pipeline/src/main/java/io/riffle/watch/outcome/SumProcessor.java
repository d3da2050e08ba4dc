package io.riffle.watch.outcome;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueBytesStoreSupplier;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.jspecify.annotations.Nullable;

/**
 * Adds up what the partitions counted of experiments and publishes what has changed, every {@code outcomes.report-every}. A sum is stored as
 * its revision, whether that is published, and its counts: what was not yet published at a stop is published after it.
 */
public final class SumProcessor extends ContextualProcessor<byte[], byte[], byte[], byte[]> {
    /** The store that this processor needs. */
    public static final String STORE = "outcome-sums";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int HEADER = Long.BYTES + 1;

    private final OutcomeStage stage;
    private final Set<Bytes> changed = new HashSet<>();
    private KeyValueStore<Bytes, byte[]> sums;

    /** One processor per task. */
    public SumProcessor(OutcomeStage stage) {
        this.stage = stage;
    }

    /** The store {@link #STORE} on top of bytes kept on the heap or on disk. */
    public static StoreBuilder<KeyValueStore<Bytes, byte[]>> store(KeyValueBytesStoreSupplier supplier) {
        return Stores.keyValueStoreBuilder(supplier, Serdes.Bytes(), Serdes.ByteArray())
                .withCachingDisabled()
                .withLoggingEnabled(Map.of(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT));
    }

    @Override
    public void init(ProcessorContext<byte[], byte[]> context) {
        super.init(context);
        sums = context.getStateStore(STORE);
        changed.clear();
        try (KeyValueIterator<Bytes, byte[]> stored = sums.all()) {
            stored.forEachRemaining(each -> {
                if (!Sum.of(each.value).published()) {
                    changed.add(each.key);
                }
            });
        }
        context.schedule(stage.config().reportEvery(), PunctuationType.WALL_CLOCK_TIME, this::publish);
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        if (SumKey.of(record.key()).isEmpty()) {
            return;
        }
        Bytes key = Bytes.wrap(record.key());
        byte[] stored = sums.get(key);
        Sum before = stored == null ? new Sum(0, true, null) : Sum.of(stored);
        byte[] known = before.counts();
        ExperimentCounts counts = known == null ? ExperimentCounts.NONE : ExperimentCounts.of(known);
        byte[] sum = counts.plus(ExperimentCounts.of(record.value())).toBytes();
        sums.put(key, new Sum(before.revision() + (before.published() ? 1 : 0), false, sum).toBytes());
        changed.add(key);
    }

    private void publish(long now) {
        for (Bytes key : changed) {
            byte[] stored = sums.get(key);
            if (stored != null) {
                publish(key, Sum.of(stored), now);
            }
        }
        changed.clear();
    }

    private void publish(Bytes key, Sum sum, long now) {
        byte[] counts = Objects.requireNonNull(sum.counts(), "a stored sum has counts");
        SumKey.of(key.get()).ifPresent(subject -> {
            byte[] looked = experiment(subject.experiment(), ExperimentCounts.of(counts), now);
            sums.put(key, new Sum(sum.revision(), true, looked).toBytes());
        });
    }

    private byte[] experiment(String name, ExperimentCounts counts, long now) {
        ExperimentCounts looked = new ExperimentAnalysis(counts).looked();
        String success = stage.config().success().name().toLowerCase(Locale.ROOT);
        forward(
                name,
                new ExperimentAnalysis(looked).report(name, success, now),
                now,
                stage.sinks().experiments());
        return looked.toBytes();
    }

    private void forward(String key, Object report, long now, String sink) {
        try {
            byte[] value = JSON.writeValueAsBytes(report);
            context().forward(new Record<>(key.getBytes(StandardCharsets.UTF_8), value, now), sink);
        } catch (JsonProcessingException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /** What is stored. */
    private record Sum(long revision, boolean published, byte @Nullable [] counts) {
        byte[] toBytes() {
            byte[] body = Objects.requireNonNull(counts, "only sums with counts are stored");
            return ByteBuffer.allocate(HEADER + body.length)
                    .putLong(revision)
                    .put((byte) (published ? 1 : 0))
                    .put(body)
                    .array();
        }

        static Sum of(byte[] stored) {
            ByteBuffer bytes = ByteBuffer.wrap(stored);
            long revision = bytes.getLong();
            boolean published = bytes.get() == 1;
            byte[] counts = new byte[bytes.remaining()];
            bytes.get(counts);
            return new Sum(revision, published, counts);
        }
    }
}
