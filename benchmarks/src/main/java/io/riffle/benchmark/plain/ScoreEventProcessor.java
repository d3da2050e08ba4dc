package io.riffle.benchmark.plain;

import io.riffle.benchmark.workload.CardEvent;
import io.riffle.benchmark.workload.CardHistory;
import io.riffle.benchmark.workload.FeatureLayout;
import io.riffle.benchmark.workload.Prediction;
import io.riffle.benchmark.workload.ProfileReader;
import io.riffle.benchmark.workload.WindowTotals;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.apache.kafka.streams.processor.api.FixedKeyProcessor;
import org.apache.kafka.streams.processor.api.FixedKeyProcessorContext;
import org.apache.kafka.streams.processor.api.FixedKeyRecord;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/** Everything for one event at once: history, profile, score. */
final class ScoreEventProcessor implements FixedKeyProcessor<String, CardEvent, Prediction> {
    private static final long MINUTE = Duration.ofMinutes(1).toMillis();

    private final PlainModel model;
    private final String redisUri;
    private final WindowTotals totals = new WindowTotals();
    private @Nullable FixedKeyProcessorContext<String, Prediction> context;
    private @Nullable ProfileReader profiles;
    private @Nullable KeyValueStore<String, CardHistory> histories;

    ScoreEventProcessor(PlainModel model, String redisUri) {
        this.model = model;
        this.redisUri = redisUri;
    }

    @Override
    public void init(FixedKeyProcessorContext<String, Prediction> context) {
        this.context = context;
        histories = context.getStateStore(PlainStreams.STORE);
        try {
            profiles = new ProfileReader(redisUri);
        } catch (IOException notConnected) {
            throw new UncheckedIOException(notConnected);
        }
    }

    @Override
    public void process(FixedKeyRecord<String, CardEvent> record) {
        if (context == null || histories == null || profiles == null) {
            throw new IllegalStateException("a processor must be initialised before it gets records");
        }
        CardEvent event = record.value();
        FloatBuffer features = FloatBuffer.allocate(FeatureLayout.WIDTH);
        addEvent(event, features);
        addHistory(event, histories, features);
        addProfile(event, profiles, features);
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

    private void addHistory(CardEvent event, KeyValueStore<String, CardHistory> histories, FloatBuffer features) {
        long minute = event.eventTime() / MINUTE;
        CardHistory stored = histories.get(event.cardId());
        CardHistory history = stored == null ? new CardHistory() : stored;
        history.add(minute, event.amount());
        histories.put(event.cardId(), history);
        history.total(minute, totals);
        totals.write(features);
    }

    private static void addProfile(CardEvent event, ProfileReader profiles, FloatBuffer features) {
        try {
            profiles.request(event.cardId().getBytes(StandardCharsets.US_ASCII));
            profiles.flush();
            features.put(profiles.next());
        } catch (IOException disconnected) {
            throw new UncheckedIOException(disconnected);
        }
    }
}
