package io.riffle.app.dlq;

import io.riffle.app.topic.TopicEnd;
import io.riffle.app.topic.TopicReader;
import io.riffle.config.Pipeline;
import io.riffle.topology.StreamsSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;

/** The dead-letter topic of a pipeline: read from its beginning to its present end, and sent back from. */
public final class DeadLetterTopic {
    private final Pipeline pipeline;

    public DeadLetterTopic(Pipeline pipeline) {
        this.pipeline = pipeline;
    }

    /**
     * The committed dead letters that are meant, by partition and offset.
     *
     * @param most how many are wanted at most
     * @throws org.apache.kafka.common.KafkaException if the broker does not answer
     */
    public List<DeadLetter> find(LetterFilter filter, int most) {
        List<DeadLetter> found = new ArrayList<>();
        try (TopicReader topic = TopicReader.open(pipeline, pipeline.topics().deadLetters())) {
            topic.readInOrder(TopicEnd.unlessSilent(), record -> {
                DeadLetter letter = new DeadLetter(record);
                if (filter.accepts(letter)) {
                    found.add(letter);
                }
                return found.size() < most;
            });
        }
        return found;
    }

    /** Sends events to the pipeline's events topic and waits until the broker has them. */
    public void send(List<ProducerRecord<byte[], byte[]>> events) throws InterruptedException, ExecutionException {
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(new StreamsSettings(pipeline).writer())) {
            List<Future<RecordMetadata>> sent = new ArrayList<>();
            events.forEach(event -> sent.add(producer.send(event)));
            for (Future<RecordMetadata> each : sent) {
                each.get();
            }
        }
    }
}
