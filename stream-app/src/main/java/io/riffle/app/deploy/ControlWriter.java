package io.riffle.app.deploy;

import io.riffle.app.process.UserProblem;
import io.riffle.config.Pipeline;
import io.riffle.config.SideTopic;
import io.riffle.model.deployment.AuditRecord;
import io.riffle.model.deployment.ControlState;
import io.riffle.model.deployment.Deployment;
import io.riffle.model.deployment.DeploymentJson;
import io.riffle.schema.StandingAlert;
import io.riffle.topology.StreamsSettings;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes to the control and the audit topic. Thread-safe. */
final class ControlWriter implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ControlWriter.class);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

    private final String pipeline;
    private final String controlTopic;
    private final String auditTopic;
    private final String alertTopic;
    private final Producer<byte[], byte[]> producer;

    ControlWriter(Pipeline pipeline) {
        this(pipeline, new KafkaProducer<>(new StreamsSettings(pipeline).writer()));
    }

    /** @param producer closed with this */
    ControlWriter(Pipeline pipeline, Producer<byte[], byte[]> producer) {
        this.pipeline = pipeline.name();
        controlTopic = pipeline.topics().of(SideTopic.CONTROL);
        auditTopic = pipeline.topics().of(SideTopic.AUDIT);
        alertTopic = pipeline.topics().alerts();
        this.producer = producer;
    }

    /** Writes the deployment that is wanted, waits until the broker has it, and says where. */
    RecordMetadata want(Deployment deployment) throws UserProblem, InterruptedException {
        try {
            return producer.send(record(controlTopic, ControlState.wantedKey(pipeline), deployment))
                    .get();
        } catch (ExecutionException failed) {
            throw new UserProblem(
                    "the deployment must be written to " + controlTopic + ": " + failed.getCause(), failed);
        }
    }

    /** Says that an instance has taken the deployment; without waiting. */
    void accepted(Deployment deployment) {
        send(record(controlTopic, ControlState.acceptedKey(pipeline), deployment));
    }

    /** Says that an instance has refused the deployment; without waiting. */
    void refused(Deployment deployment) {
        send(record(controlTopic, ControlState.refusedKey(pipeline), deployment));
    }

    /** Writes down what was done; without waiting, since what was done must not depend on it. */
    void audit(AuditRecord audit) {
        send(record(auditTopic, pipeline, audit));
    }

    /** Raises an alert; without waiting. */
    void alert(StandingAlert alert) {
        send(record(alertTopic, alert.name().text(), alert));
    }

    /**
     * Writes the deployment that is wanted; without waiting.
     *
     * @param lost is run, on another thread, if it could not be written
     */
    void propose(Deployment deployment, Runnable lost) {
        send(record(controlTopic, ControlState.wantedKey(pipeline), deployment), lost);
    }

    /** Nobody needs the record of this key any more. */
    void forget(String key) {
        send(new ProducerRecord<>(controlTopic, key.getBytes(StandardCharsets.UTF_8), null));
    }

    /** What this instance has seen of a canary; replaces what it said before. */
    void evidence(String key, EvidenceRecord evidence) {
        send(record(controlTopic, key, evidence));
    }

    private void send(ProducerRecord<byte[], byte[]> record) {
        send(record, () -> {});
    }

    @SuppressWarnings("FutureReturnValueIgnored") // the callback tells
    private void send(ProducerRecord<byte[], byte[]> record, Runnable lost) {
        producer.send(record, (metadata, failure) -> {
            if (failure != null) {
                LOG.warn("a record for {} could not be written: {}", record.topic(), failure.toString());
                lost.run();
            }
        });
    }

    private static ProducerRecord<byte[], byte[]> record(String topic, String key, Object value) {
        return new ProducerRecord<>(topic, key.getBytes(StandardCharsets.UTF_8), DeploymentJson.bytes(value));
    }

    /** Sends what is still to be sent, as long as a stop may wait for a broker. */
    @Override
    public void close() {
        producer.close(CLOSE_TIMEOUT);
    }
}
