package io.riffle.app.deploy;

import io.riffle.model.deployment.ControlState;
import io.riffle.model.deployment.Deployment;
import io.riffle.model.deployment.DeploymentJson;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * A record of the control topic that is about one pipeline.
 *
 * @param deployment empty if the record is not a valid one
 * @param problem what is wrong with it, empty if nothing is
 */
record ControlRecord(String key, Optional<Deployment> deployment, String problem) {
    /** Nobody counts so far; a record that says so would leave no room for the next. */
    private static final long GREATEST_REVISION = 1L << 53;

    /** Empty for records of other pipelines and of other kinds. */
    static Optional<ControlRecord> of(ConsumerRecord<byte[], byte[]> record, String pipeline) {
        String key = record.key() == null ? "" : new String(record.key(), StandardCharsets.UTF_8);
        if (!ControlState.isKey(key, pipeline) || record.value() == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(new ControlRecord(key, Optional.of(countable(record.value())), ""));
        } catch (IllegalArgumentException invalid) {
            String problem = "the record at offset " + record.offset() + " of " + record.topic()
                    + " must be a deployment: " + invalid.getMessage();
            return Optional.of(new ControlRecord(key, Optional.empty(), problem));
        }
    }

    private static Deployment countable(byte[] value) {
        Deployment deployment = DeploymentJson.deployment(value);
        if (deployment.revision() < 1 || deployment.revision() > GREATEST_REVISION) {
            throw new IllegalArgumentException(
                    "the revision must be from 1 to " + GREATEST_REVISION + ": was " + deployment.revision());
        }
        return deployment;
    }
}
