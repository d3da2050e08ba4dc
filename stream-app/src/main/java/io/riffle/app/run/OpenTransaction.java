package io.riffle.app.run;

import org.apache.kafka.common.TopicPartition;

/** A transaction that a partition waits for, as the partition's leader knows it. */
record OpenTransaction(TopicPartition partition, long producerId, int producerEpoch, long startOffset) {
    boolean isSameAs(OpenTransaction other) {
        return producerId == other.producerId && producerEpoch == other.producerEpoch;
    }
}
