package io.riffle.app.alerts;

import io.riffle.app.process.UserProblem;
import io.riffle.config.Pipeline;
import io.riffle.config.SideTopic;
import io.riffle.model.deployment.AuditRecord;
import io.riffle.model.deployment.DeploymentJson;
import io.riffle.topology.StreamsSettings;
import io.riffle.watch.alert.AlertInput;
import io.riffle.watch.alert.AlertInputJson;
import io.riffle.watch.alert.Mute;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes to the signals topic. Thread-safe. */
public final class SignalsWriter implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SignalsWriter.class);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

    private final Pipeline pipeline;
    private final String topic;
    private final KafkaProducer<byte[], byte[]> producer;

    public SignalsWriter(Pipeline pipeline) {
        this.pipeline = pipeline;
        topic = pipeline.topics().of(SideTopic.SIGNALS);
        producer = new KafkaProducer<>(new StreamsSettings(pipeline).writer());
    }

    /** Without waiting for the broker; the next reading comes anyway. */
    @SuppressWarnings("FutureReturnValueIgnored") // the callback tells
    void send(AlertInput input) {
        producer.send(record(input), (metadata, failure) -> {
            if (failure != null) {
                LOG.warn("a signal must reach topic {}: {}", topic, failure.toString());
            }
        });
    }

    /** Writes a mute, and who did it to the audit topic if there is one; waits until the broker has both. */
    public void mute(Mute mute, boolean ends) throws UserProblem, InterruptedException {
        try {
            producer.send(record(mute)).get();
            if (pipeline.models().followDeployments()) {
                byte[] key = pipeline.name().getBytes(StandardCharsets.UTF_8);
                AuditRecord audit = new AuditRecord(
                        pipeline.name(),
                        ends ? "alerts-unmute" : "alerts-mute",
                        mute.by(),
                        0,
                        mute.rule() + " " + mute.subject() + ": " + mute.reason(),
                        Map.of("until_ms", mute.untilMs()),
                        mute.atMs());
                String audits = pipeline.topics().of(SideTopic.AUDIT);
                producer.send(new ProducerRecord<>(audits, key, DeploymentJson.bytes(audit)))
                        .get();
            }
        } catch (ExecutionException | KafkaException failed) {
            throw new UserProblem("the mute must be written to " + topic + ": " + failed.getMessage(), failed);
        }
    }

    private ProducerRecord<byte[], byte[]> record(AlertInput input) {
        return new ProducerRecord<>(topic, input.key().getBytes(StandardCharsets.UTF_8), AlertInputJson.bytes(input));
    }

    @Override
    public void close() {
        producer.close(CLOSE_TIMEOUT);
    }
}
