package io.riffle.app.deploy;

import io.riffle.config.Pipeline;
import io.riffle.metrics.ModelMetrics;
import io.riffle.model.ModelRefusedException;
import io.riffle.model.RefusalStage;
import io.riffle.model.deployment.AuditRecord;
import io.riffle.model.deployment.ControlState;
import io.riffle.model.deployment.Deployment;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says what this instance did with a deployment: in the log, a metric, the health data and the audit topic. */
final class DeploymentReport {
    private static final Logger LOG = LoggerFactory.getLogger(DeploymentReport.class);

    private final String pipeline;
    private final String instance = instanceName();
    private final ModelMetrics metrics;
    private final OutcomeNotes outcomes;
    private final @Nullable ControlWriter writer;
    private volatile Optional<Refusal> refusal = Optional.empty();

    /** @param writer null if deployments are not followed */
    DeploymentReport(Pipeline pipeline, ModelMetrics metrics, OutcomeNotes outcomes, @Nullable ControlWriter writer) {
        this.pipeline = pipeline.name();
        this.outcomes = outcomes;
        this.metrics = metrics;
        this.writer = writer;
        metrics.deploymentsFollowed(
                Stream.of(RefusalStage.values()).map(RefusalStage::label).toList());
    }

    /** The name under which this instance writes, for example {@code 4711@host}. */
    String instance() {
        return instance;
    }

    /** The newest deployment that was refused since the one in use was taken. */
    Optional<Refusal> refusal() {
        return refusal;
    }

    /** The first instance to take a deployment keeps it for those that start after a later one was refused. */
    void took(Deployment deployment, ControlState state) {
        metrics.deploymentApplied(deployment.revision());
        refusal = refusal.filter(newer -> newer.revision() > deployment.revision());
        LOG.info("revision {} scores: {}", deployment.revision(), deployment.summary());
        outcomes.of(deployment).forEach(LOG::warn);
        if (writer == null || deployment.revision() == 0) {
            return;
        }
        if (state.accepted().map(Deployment::revision).orElse(0L) < deployment.revision()) {
            writer.accepted(deployment);
        }
        audit("applied", deployment.revision(), deployment.summary());
    }

    /** Others must know: what follows is no change of what was refused. */
    void refused(Deployment deployment, ModelRefusedException reason) {
        if (writer != null && deployment.revision() > 0) {
            writer.refused(deployment);
        }
        refused(deployment.revision(), reason.stage().label(), String.valueOf(reason.getMessage()));
    }

    void refused(long revision, String stage, String reason) {
        metrics.deploymentRefused(stage);
        refusal = Optional.of(new Refusal(revision, reason));
        LOG.error("revision {} is refused, what scores goes on: {}", revision, reason);
        audit("refused", revision, reason);
    }

    private void audit(String action, long revision, String detail) {
        if (writer != null) {
            writer.audit(new AuditRecord(
                    pipeline, action, instance, revision, detail, Map.of(), System.currentTimeMillis()));
        }
    }

    private static String instanceName() {
        String host;
        try {
            host = InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException unnamed) {
            host = "unknown-host";
        }
        return ProcessHandle.current().pid() + "@" + host;
    }
}
