package io.riffle.benchmark.plain;

import io.lettuce.core.KeyValue;
import io.lettuce.core.api.sync.RedisCommands;
import io.riffle.benchmark.workload.CardEvent;
import io.riffle.benchmark.workload.FeatureLayout;
import io.riffle.benchmark.workload.Prediction;
import io.riffle.benchmark.workload.Profiles;
import io.riffle.benchmark.workload.WindowTotals;
import java.nio.FloatBuffer;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.streams.processor.api.FixedKeyProcessor;
import org.apache.kafka.streams.processor.api.FixedKeyProcessorContext;
import org.apache.kafka.streams.processor.api.FixedKeyRecord;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.apache.kafka.streams.state.WindowStore;
import org.apache.kafka.streams.state.WindowStoreIterator;
import org.jspecify.annotations.Nullable;

/** Everything for one event at once: history, profile, score. */
final class ScoreEventProcessor implements FixedKeyProcessor<String, CardEvent, Prediction> {
    private static final long MINUTE = Duration.ofMinutes(1).toMillis();
    private static final String[] PROFILE_FIELDS = FeatureLayout.PROFILE_FIELDS.toArray(String[]::new);

    private final PlainModel model;
    private final RedisCommands<String, String> redis;
    private final WindowTotals totals = new WindowTotals();
    private @Nullable FixedKeyProcessorContext<String, Prediction> context;
    private @Nullable WindowStore<String, MinuteTotals> minutes;

    ScoreEventProcessor(PlainModel model, RedisCommands<String, String> redis) {
        this.model = model;
        this.redis = redis;
    }

    @Override
    public void init(FixedKeyProcessorContext<String, Prediction> context) {
        this.context = context;
        minutes = context.getStateStore(PlainStreams.STORE);
    }

    @Override
    public void process(FixedKeyRecord<String, CardEvent> record) {
        if (context == null || minutes == null) {
            throw new IllegalStateException("a processor must be initialised before it gets records");
        }
        CardEvent event = record.value();
        FloatBuffer features = FloatBuffer.allocate(FeatureLayout.WIDTH);
        addEvent(event, features);
        addHistory(event, minutes, features);
        addProfile(event, features);
        float score = model.score(features.array());
        context.forward(record.withValue(Prediction.of(event, score, source(context))));
    }

    private static Prediction.Source source(FixedKeyProcessorContext<?, ?> context) {
        RecordMetadata metadata = context.recordMetadata().orElseThrow();
        return new Prediction.Source(metadata.topic(), metadata.partition(), metadata.offset());
    }

    private static void addEvent(CardEvent event, FloatBuffer features) {
        features.put((float) event.amount());
        features.put((float) event.distanceKm());
        features.put((float) event.merchantRisk());
        features.put((float) event.deviceRisk());
        features.put(event.items());
        features.put((float) event.velocity());
        for (String category : FeatureLayout.CATEGORIES) {
            features.put(category.equals(event.category()) ? 1 : 0);
        }
    }

    private void addHistory(CardEvent event, WindowStore<String, MinuteTotals> minutes, FloatBuffer features) {
        long minute = event.eventTime() - event.eventTime() % MINUTE;
        long oldest = minute - (FeatureLayout.LONGEST_WINDOW - 1) * MINUTE;
        MinuteTotals current = MinuteTotals.EMPTY;
        totals.clear();
        try (WindowStoreIterator<MinuteTotals> stored = minutes.fetch(event.cardId(), oldest, minute)) {
            while (stored.hasNext()) {
                org.apache.kafka.streams.KeyValue<Long, MinuteTotals> entry = stored.next();
                if (entry.key == minute) {
                    current = entry.value;
                } else {
                    MinuteTotals past = entry.value;
                    totals.add((int) ((minute - entry.key) / MINUTE), past.count(), past.sum(), past.max());
                }
            }
        }
        current = current.plus(event.amount());
        minutes.put(event.cardId(), current, minute);
        totals.add(0, current.count(), current.sum(), current.max());
        totals.write(features);
    }

    private void addProfile(CardEvent event, FloatBuffer features) {
        List<KeyValue<String, String>> profile = redis.hmget(Profiles.key(event.cardId()), PROFILE_FIELDS);
        for (KeyValue<String, String> field : profile) {
            features.put(field.hasValue() ? Profiles.number(field.getValue()) : 0);
        }
    }
}
