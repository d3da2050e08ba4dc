package io.riffle.guarantee;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
        List<ConsumerRecord<byte[], byte[]>> predicted = reader.committed(predictions);
        List<ConsumerRecord<byte[], byte[]>> dead = reader.committed(deadLetters);
        Set<String> answered = new HashSet<>();
        Map<String, Long> lastOffset = new HashMap<>();
        int duplicated = 0;
        int outOfOrder = 0;
        for (ConsumerRecord<byte[], byte[]> record : predicted) {
            Source source = Source.ofPrediction(record);
            duplicated += answered.add(source.toString()) ? 0 : 1;
            String entity = new String(record.key(), StandardCharsets.UTF_8);
            Long before = lastOffset.put(entity + "@" + source.partition(), source.offset());
            outOfOrder += before != null && before >= source.offset() ? 1 : 0;
        }
        for (ConsumerRecord<byte[], byte[]> record : dead) {
            duplicated += answered.add(Source.ofDeadLetter(record).toString()) ? 0 : 1;
        }
        Map<TopicPartition, OffsetAndMetadata> committed = reader.offsets(group);
        List<ConsumerRecord<byte[], byte[]>> received = reader.committed(events);
        int lost = 0;
        int pending = 0;
        for (ConsumerRecord<byte[], byte[]> record : received) {
            if (!answered.contains(new Source(record.partition(), record.offset()).toString())) {
                OffsetAndMetadata offset = committed.get(new TopicPartition(events, record.partition()));
                boolean below = offset != null && record.offset() < offset.offset();
                lost += below ? 1 : 0;
                pending += below ? 0 : 1;
            }
        }
        return new Verdict(received.size(), predicted.size(), dead.size(), lost, pending, duplicated, outOfOrder);
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
