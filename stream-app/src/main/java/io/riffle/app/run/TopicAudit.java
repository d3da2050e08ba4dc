package io.riffle.app.run;

import io.riffle.app.http.AuditEntry;
import io.riffle.app.http.AuditLog;
import io.riffle.config.Pipeline;
import io.riffle.config.SideTopic;
import io.riffle.model.deployment.AuditRecord;
import io.riffle.model.deployment.DeploymentJson;
import io.riffle.topology.StreamsSettings;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Operator actions over HTTP in the audit topic. What cannot be written there still stands in the log. */
final class TopicAudit implements AuditLog, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TopicAudit.class);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

    /** An operator's request must not wait for a broker that is away. */
    private static final int MAX_BLOCK_MILLIS = 500;

    private final Producer<byte[], byte[]> producer;
    private final String topic;
    private final String pipeline;

    TopicAudit(Producer<byte[], byte[]> producer, String topic, String pipeline) {
        this.producer = producer;
        this.topic = topic;
        this.pipeline = pipeline;
    }

    static TopicAudit open(Pipeline pipeline) {
        Map<String, Object> settings = new StreamsSettings(pipeline).writer();
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, MAX_BLOCK_MILLIS);
        return new TopicAudit(new KafkaProducer<>(settings), pipeline.topics().of(SideTopic.AUDIT), pipeline.name());
    }

    @Override
    public void record(AuditEntry entry) {
        try {
            byte[] key = pipeline.getBytes(StandardCharsets.UTF_8);
            byte[] value = DeploymentJson.bytes(written(entry));
            Future<RecordMetadata> unused =
                    producer.send(new ProducerRecord<>(topic, key, value), (position, failure) -> told(failure));
        } catch (RuntimeException unsent) {
            told(unsent);
        }
    }

    private void told(@Nullable Exception failure) {
        if (failure != null) {
            LOG.warn("an operator action must reach topic {}: {}", topic, failure.getMessage());
        }
    }

    private AuditRecord written(AuditEntry entry) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("request", entry.action());
        data.put("address", entry.address());
        data.put("status", entry.status());
        return new AuditRecord(
                pipeline,
                "http",
                entry.by(),
                0,
                entry.detail(),
                data,
                entry.at().toEpochMilli());
    }

    @Override
    public void close() {
        producer.close(CLOSE_TIMEOUT);
    }
}
