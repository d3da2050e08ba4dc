package io.riffle.benchmark.loop;

import ai.onnxruntime.OrtException;
import io.riffle.benchmark.workload.CardHistory;
import io.riffle.benchmark.workload.FeatureLayout;
import io.riffle.benchmark.workload.ProfileReader;
import io.riffle.benchmark.workload.RunSettings;
import io.riffle.benchmark.workload.WindowTotals;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
    private final PaymentReader payment = new PaymentReader();
    private final PredictionWriter writer;
    private final ProfileReader profiles;
    private final BatchModel model;
    private final WindowTotals totals = new WindowTotals();
    private final Map<Integer, Map<Card.Key, Card>> cards = new HashMap<>();
    private final Card[] cardOfRow = new Card[HandLoop.MAX_ROWS];
    private final List<Card> changed = new ArrayList<>();
    private final List<Integer> partitions = new ArrayList<>();
    private long poll;

    PollScorer(RunSettings settings, HistoryChangelog changelog) throws OrtException, IOException {
        this.changelog = changelog;
        predictionsTopic = settings.predictionsTopic();
        writer = new PredictionWriter(settings.eventsTopic());
        profiles = new ProfileReader(settings.redisUri());
        model = new BatchModel(settings.model(), HandLoop.MAX_ROWS);
    }

    void assign(int partition) {
        cards.put(partition, changelog.restore(partition));
    }

    void revoke(int partition) {
        cards.remove(partition);
    }

    /** Scores the records and sends predictions and changed histories in the producer's current transaction. */
    void score(ConsumerRecords<byte[], byte[]> polled, KafkaProducer<byte[], byte[]> producer)
            throws IOException, OrtException {
        poll++;
        findCards(polled);
        readProfiles();
        putFeatures(polled);
        sendPredictions(polled, producer);
        sendChanges(producer);
    }

    private void findCards(ConsumerRecords<byte[], byte[]> polled) {
        changed.clear();
        partitions.clear();
        int row = 0;
        for (ConsumerRecord<byte[], byte[]> record : polled) {
            Card card = cards.computeIfAbsent(record.partition(), assigned -> new HashMap<>())
                    .computeIfAbsent(new Card.Key(record.key()), unseen -> new Card(unseen, new CardHistory()));
            cardOfRow[row++] = card;
            if (card.isFirstIn(poll)) {
                changed.add(card);
                partitions.add(record.partition());
            }
        }
    }

    private void readProfiles() throws IOException {
        for (Card card : changed) {
            profiles.request(card.key());
        }
        profiles.flush();
        for (Card card : changed) {
            card.profile(profiles.next());
        }
    }

    private void putFeatures(ConsumerRecords<byte[], byte[]> polled) {
        FloatBuffer features = model.features();
        int row = 0;
        for (ConsumerRecord<byte[], byte[]> record : polled) {
            Card card = cardOfRow[row++];
            payment.read(record.value());
            putEvent(features);
            putHistory(card.history(), features);
            features.put(card.profile());
        }
    }

    private void sendPredictions(ConsumerRecords<byte[], byte[]> polled, KafkaProducer<byte[], byte[]> producer)
            throws OrtException {
        float[] scores = model.score();
        int row = 0;
        for (ConsumerRecord<byte[], byte[]> record : polled) {
            // Reading a second time is cheaper than an object per row.
            payment.read(record.value());
            byte[] prediction = writer.write(record, payment, scores[row++]);
            send(new ProducerRecord<>(predictionsTopic, null, record.timestamp(), record.key(), prediction), producer);
        }
    }

    /** One change per card, however many of its events were polled: only the last state counts. */
    private void sendChanges(KafkaProducer<byte[], byte[]> producer) {
        for (int i = 0; i < changed.size(); i++) {
            send(changelog.record(partitions.get(i), changed.get(i)), producer);
        }
    }

    /** A failed send fails the transaction's commit, so the future need not be looked at. */
    private static void send(ProducerRecord<byte[], byte[]> record, KafkaProducer<byte[], byte[]> producer) {
        Future<RecordMetadata> unused = producer.send(record);
    }

    private void putEvent(FloatBuffer features) {
        for (double number : payment.numbers()) {
            features.put((float) number);
        }
        for (int category = 0; category < FeatureLayout.CATEGORIES.size(); category++) {
            features.put(category == payment.category() ? 1 : 0);
        }
    }

    private void putHistory(CardHistory history, FloatBuffer features) {
        long minute = payment.eventTime() / MINUTE;
        history.add(minute, payment.numbers()[0]);
        history.total(minute, totals);
        totals.write(features);
    }
}
