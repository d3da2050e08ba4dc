package io.riffle.guarantee;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * What became of every event, judged by source position: a committed prediction or dead letter names the topic,
 * partition and offset of its input.
 *
 * @param received input records
 * @param predicted committed predictions
 * @param deadLettered committed dead letters
 * @param lost inputs below the committed offset without any committed result
 * @param pending inputs at or above the committed offset without a result: not yet handled
 * @param duplicated results beyond the first for one input
 * @param outOfOrder predictions of one entity whose input offset is lower than that of the one before from the same
 *     partition; partitions have no order among each other
 */
record Verdict(int received, int predicted, int deadLettered, int lost, int pending, int duplicated, int outOfOrder) {
    private static final ObjectMapper JSON = new ObjectMapper();

    static Verdict of(TopicReader reader, String group, String events, String predictions, String deadLetters)
            throws Exception {
        Answers answers = new Answers();
        reader.visit(predictions, answers::predicted);
        reader.visit(deadLetters, answers::deadLettered);
        Map<TopicPartition, OffsetAndMetadata> committed = reader.offsets(group);
        Unanswered unanswered = new Unanswered(answers, committed);
        reader.visit(events, unanswered::received);
        return new Verdict(
                unanswered.received,
                answers.predicted,
                answers.deadLettered,
                unanswered.lost,
                unanswered.pending,
                answers.duplicated,
                answers.outOfOrder);
    }

    /** Which inputs have a result, a bit for each, so that any number of them can be judged. */
    private static final class Answers {
        private final Map<Integer, BitSet> answered = new HashMap<>();
        private final Map<String, Long> lastOffset = new HashMap<>();
        private int predicted;
        private int deadLettered;
        private int duplicated;
        private int outOfOrder;

        void predicted(ConsumerRecord<byte[], byte[]> record) {
            predicted++;
            Source source = Source.ofPrediction(record);
            answered(source);
            String entity = new String(record.key(), StandardCharsets.UTF_8);
            Long before = lastOffset.put(entity + "@" + source.partition(), source.offset());
            outOfOrder += before != null && before >= source.offset() ? 1 : 0;
        }

        void deadLettered(ConsumerRecord<byte[], byte[]> record) {
            deadLettered++;
            answered(Source.ofDeadLetter(record));
        }

        private void answered(Source source) {
            duplicated += has(source) ? 1 : 0;
            answered.computeIfAbsent(source.partition(), partition -> new BitSet())
                    .set(Math.toIntExact(source.offset()));
        }

        boolean has(Source source) {
            BitSet offsets = answered.get(source.partition());
            return offsets != null && offsets.get(Math.toIntExact(source.offset()));
        }
    }

    /** The inputs without a result, by whether the group has left them behind. */
    private static final class Unanswered {
        private final Answers answers;
        private final Map<TopicPartition, OffsetAndMetadata> committed;
        private int received;
        private int lost;
        private int pending;

        Unanswered(Answers answers, Map<TopicPartition, OffsetAndMetadata> committed) {
            this.answers = answers;
            this.committed = committed;
        }

        void received(ConsumerRecord<byte[], byte[]> record) {
            received++;
            if (!answers.has(new Source(record.partition(), record.offset()))) {
                OffsetAndMetadata offset = committed.get(new TopicPartition(record.topic(), record.partition()));
                boolean below = offset != null && record.offset() < offset.offset();
                lost += below ? 1 : 0;
                pending += below ? 0 : 1;
            }
        }
    }

    private record Source(int partition, long offset) {
        static Source ofPrediction(ConsumerRecord<byte[], byte[]> record) {
            try {
                com.fasterxml.jackson.databind.JsonNode source =
                        JSON.readTree(record.value()).at("/parameters/source");
                return new Source(
                        source.get("partition").intValue(), source.get("offset").longValue());
            } catch (IOException notJson) {
                throw new UncheckedIOException(notJson);
            }
        }

        static Source ofDeadLetter(ConsumerRecord<byte[], byte[]> record) {
            return new Source(
                    Integer.parseInt(header(record, "__streams.errors.partition")),
                    Integer.parseInt(header(record, "__streams.errors.offset")));
        }

        private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
            return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
        }
    }
}
