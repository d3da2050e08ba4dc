package io.riffle.topology;

import io.riffle.frame.RecordDates;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.streams.processor.TimestampExtractor;

/**
 * The time of a frame in Kafka Streams: changelogs are dated by it. Kafka's own extractors stop the stream at a first
 * record without a timestamp.
 */
record RecordTimes(RecordDates dates) implements TimestampExtractor {
    @Override
    public long extract(ConsumerRecord<Object, Object> record, long partitionTime) {
        return record.timestamp() < 0 && partitionTime >= 0 ? partitionTime : dates.of(record.timestamp());
    }
}
