package io.riffle.benchmark.loop;

import ai.onnxruntime.OrtException;
import io.riffle.benchmark.workload.CardEvent;
import io.riffle.benchmark.workload.FeatureLayout;
import io.riffle.benchmark.workload.RunSettings;
import io.riffle.benchmark.workload.WindowTotals;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;

/** Everything that one poll delivered, scored together and sent. */
final class PollScorer {
    private static final long MINUTE = 60_000;

    private final String predictionsTopic;
    private final HistoryChangelog changelog;
    private final EventReader reader = new EventReader();
    private final PredictionWriter writer;
    private final ProfileReader profiles;
    private final BatchModel model;
    private final WindowTotals totals = new WindowTotals();
    private final Map<Integer, Map<String, CardHistory>> histories = new HashMap<>();

    PollScorer(RunSettings settings, HistoryChangelog changelog) throws OrtException {
        this.changelog = changelog;
        predictionsTopic = settings.predictionsTopic();
        writer = new PredictionWriter(settings.eventsTopic());
        profiles = new ProfileReader(settings.redisUri());
        model = new BatchModel(settings.model(), HandLoop.MAX_ROWS);
    }

    void assign(int partition) {
        histories.put(partition, changelog.restore(partition));
    }

    void revoke(int partition) {
        histories.remove(partition);
    }

    /** Scores the records and sends predictions and changed histories in the producer's current transaction. */
    void score(ConsumerRecords<String, byte[]> polled, KafkaProducer<String, byte[]> producer)
            throws IOException, ExecutionException, InterruptedException, OrtException {
        List<CardEvent> events = new ArrayList<>(polled.count());
        for (ConsumerRecord<String, byte[]> record : polled) {
            events.add(reader.read(record.value()));
        }
        putFeatures(polled, events, profiles.read(events));
        sendPredictions(polled, events, producer);
        sendChanges(polled, producer);
    }

    private void putFeatures(
            ConsumerRecords<String, byte[]> polled, List<CardEvent> events, Map<String, float[]> profilesByCard) {
        FloatBuffer features = model.features();
        int row = 0;
        for (ConsumerRecord<String, byte[]> record : polled) {
            CardEvent event = events.get(row++);
            putEvent(event, features);
            putHistory(event, history(record.partition(), event.cardId()), features);
            features.put(profilesByCard.get(event.cardId()));
        }
    }

    private void sendPredictions(
            ConsumerRecords<String, byte[]> polled, List<CardEvent> events, KafkaProducer<String, byte[]> producer)
            throws OrtException {
        FloatBuffer scores = model.score();
        int row = 0;
        for (ConsumerRecord<String, byte[]> record : polled) {
            byte[] prediction = writer.write(events.get(row), scores.get(row), record.partition(), record.offset());
            send(new ProducerRecord<>(predictionsTopic, null, record.timestamp(), record.key(), prediction), producer);
            row++;
        }
    }

    /** One change per card, however many of its events were polled: only the last state counts. */
    private void sendChanges(ConsumerRecords<String, byte[]> polled, KafkaProducer<String, byte[]> producer) {
        Set<String> sent = new HashSet<>();
        for (ConsumerRecord<String, byte[]> record : polled) {
            String card = record.key();
            if (sent.add(card)) {
                int partition = record.partition();
                send(changelog.record(partition, card, history(partition, card)), producer);
            }
        }
    }

    /** A failed send fails the transaction's commit, so the future need not be looked at. */
    private static void send(ProducerRecord<String, byte[]> record, KafkaProducer<String, byte[]> producer) {
        Future<RecordMetadata> unused = producer.send(record);
    }

    private CardHistory history(int partition, String card) {
        return histories
                .computeIfAbsent(partition, assigned -> new HashMap<>())
                .computeIfAbsent(card, unseen -> new CardHistory());
    }

    private static void putEvent(CardEvent event, FloatBuffer features) {
        features.put((float) event.amount());
        features.put((float) event.distanceKm());
        features.put((float) event.merchantRisk());
        features.put((float) event.deviceRisk());
        features.put(event.items());
        features.put((float) event.velocity());
        int category = FeatureLayout.CATEGORIES.indexOf(event.category());
        for (int i = 0; i < FeatureLayout.CATEGORIES.size(); i++) {
            features.put(i == category ? 1 : 0);
        }
    }

    private void putHistory(CardEvent event, CardHistory history, FloatBuffer features) {
        long minute = event.eventTime() / MINUTE;
        history.add(minute, event.amount());
        history.total(minute, totals);
        totals.write(features);
    }
}
