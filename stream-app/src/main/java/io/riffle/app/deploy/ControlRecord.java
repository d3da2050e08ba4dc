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
 * @param deployment empty where the record is not a valid one
 * @param problem what is wrong with it, empty where nothing is
 */
record ControlRecord(String key, Optional<Deployment> deployment, String problem) {
    /** Empty for records of other pipelines and of other kinds. */
    static Optional<ControlRecord> of(ConsumerRecord<byte[], byte[]> record, String pipeline) {
        String key = record.key() == null ? "" : new String(record.key(), StandardCharsets.UTF_8);
        boolean ours = key.equals(ControlState.wantedKey(pipeline)) || key.equals(ControlState.acceptedKey(pipeline));
        if (!ours || record.value() == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(new ControlRecord(key, Optional.of(DeploymentJson.deployment(record.value())), ""));
        } catch (IllegalArgumentException invalid) {
            String problem = "the record at offset " + record.offset() + " of " + record.topic()
                    + " must be a deployment: " + invalid.getMessage();
            return Optional.of(new ControlRecord(key, Optional.empty(), problem));
        }
    }
}
