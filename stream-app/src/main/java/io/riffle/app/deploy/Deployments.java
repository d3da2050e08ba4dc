package io.riffle.app.deploy;

import io.riffle.app.process.OpenedSoFar;
import io.riffle.app.process.UserProblem;
import io.riffle.app.topic.TopicEnd;
import io.riffle.app.topic.TopicReader;
import io.riffle.config.Pipeline;
import io.riffle.config.SideTopic;
import io.riffle.metrics.ModelMetrics;
import io.riffle.model.ModelRefusedException;
import io.riffle.model.deployment.ControlState;
import io.riffle.model.deployment.Deployment;
import io.riffle.scoring.ActiveModels;
import io.riffle.scoring.CanaryWatch;
import io.riffle.scoring.ModelSource;
import io.riffle.scoring.ModelSwitch;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/**
 * The model versions of a running pipeline. Reads the control topic to its end before anything is scored, then follows it
 * on a thread of its own: loading a model never holds up a frame. A deployment that is refused changes nothing.
 */
public final class Deployments implements ModelSource, AutoCloseable {
    /** Longer than any instance takes to load what another has refused. */
    private static final Duration OTHERS_DECIDE = Duration.ofMinutes(2);

    private final String pipeline;
    private final ModelVersions versions;
    private final ModelSwitch models;
    private final ControlState state;
    private final DeploymentReport report;
    private final @Nullable ControlWriter writer;
    private final @Nullable CanaryController canary;
    private final Queue<CanaryStopRequest> stops = new ConcurrentLinkedQueue<>();
    private @Nullable ControlFollower follower;

    /** By {@link System#nanoTime}; belongs to the follower's thread. */
    private long quietUntil = System.nanoTime();

    private Deployments(
            String pipeline,
            ModelVersions versions,
            ControlState state,
            DeploymentReport report,
            @Nullable ControlWriter writer,
            @Nullable CanaryController canary)
            throws UserProblem {
        this.pipeline = pipeline;
        this.versions = versions;
        this.state = state;
        this.report = report;
        this.writer = writer;
        this.canary = canary;
        models = start();
    }

    /**
     * Loads what the control topic asks for, or the configured version if it is empty or not followed.
     *
     * @throws UserProblem if no version can score, or the control topic cannot be read
     */
    public static Deployments open(Pipeline pipeline, ModelMetrics metrics) throws UserProblem {
        try (OpenedSoFar opened = new OpenedSoFar()) {
            ModelVersions versions = opened.add(new ModelVersions(pipeline));
            ControlState state = new ControlState(pipeline.name());
            OutcomeNotes outcomes = new OutcomeNotes(pipeline, versions.registry());
            if (!pipeline.models().followDeployments()) {
                DeploymentReport report = new DeploymentReport(pipeline, metrics, outcomes, null);
                Deployments fixed = new Deployments(pipeline.name(), versions, state, report, null, null);
                opened.keep();
                return fixed;
            }
            TopicReader reader =
                    opened.add(TopicReader.open(pipeline, pipeline.topics().of(SideTopic.CONTROL)));
            ControlWriter writer = opened.add(new ControlWriter(pipeline));
            DeploymentReport report = new DeploymentReport(pipeline, metrics, outcomes, writer);
            CanaryController canary =
                    new CanaryController(pipeline.name(), report.instance(), writer, metrics, pipeline.outcomes());
            List<ConsumerRecord<byte[], byte[]>> evidence = new ArrayList<>();
            reader.readToEnd(TopicEnd.unlessSilent(), record -> {
                ControlRecord.of(record, pipeline.name()).ifPresent(control -> saw(control, state, report));
                if (canary.isEvidence(record)) {
                    evidence.add(record);
                }
            });
            Deployments deployments = new Deployments(pipeline.name(), versions, state, report, writer, canary);
            // A verdict needs what all have seen, also those that have ended since.
            evidence.forEach(record -> canary.saw(record, deployments.deployment(), state.nextRevision()));
            deployments.follower = new ControlFollower(reader, deployments::next, () -> {
                canary.publish();
                deployments.stopCanaries();
            });
            opened.keep();
            return deployments;
        } catch (KafkaException unreachable) {
            throw new UserProblem("the control topic must be readable: " + unreachable.getMessage(), unreachable);
        }
    }

    private ModelSwitch start() throws UserProblem {
        for (Deployment candidate : state.candidates()) {
            try {
                return started(candidate);
            } catch (ModelRefusedException refusal) {
                report.refused(candidate, refusal);
            }
        }
        if (state.accepted().isPresent()) {
            throw new UserProblem("the deployment that another instance has taken must be possible here: "
                    + report.refusal().map(Refusal::reason).orElse("it is not"));
        }
        try {
            return started(Deployment.initial(versions.usual()));
        } catch (ModelRefusedException refusal) {
            throw new UserProblem(String.valueOf(refusal.getMessage()), refusal);
        }
    }

    private ModelSwitch started(Deployment deployment) throws ModelRefusedException {
        ModelSwitch started = new ModelSwitch(versions, deployment);
        report.took(deployment, state);
        return started;
    }

    /** A record after the start. */
    private void next(ConsumerRecord<byte[], byte[]> record) {
        if (canary != null && mayChange()) {
            canary.saw(record, models.deployment(), state.nextRevision());
        }
        long next = state.nextRevision();
        ControlRecord.of(record, pipeline).ifPresent(control -> {
            boolean follow = saw(control, state, report);
            if (control.key().equals(ControlState.wantedKey(pipeline))) {
                control.deployment().ifPresent(wanted -> consider(wanted, follow, next));
            }
        });
    }

    private void consider(Deployment wanted, boolean follow, long next) {
        Deployment current = models.deployment();
        if (wanted.equals(current)) {
            return;
        }
        if (!follow || wanted.revision() <= current.revision()) {
            long least = Math.max(next, current.revision() + 1);
            report.refused(
                    wanted.revision(),
                    "stale",
                    "the revision must be " + least + ", or at most " + ControlState.MOST_AHEAD + " above: was "
                            + wanted.revision());
            return;
        }
        take(wanted);
    }

    private void take(Deployment wanted) {
        try {
            models.change(wanted);
            report.took(wanted, state);
        } catch (ModelRefusedException refusal) {
            quietUntil = System.nanoTime() + OTHERS_DECIDE.toNanos();
            report.refused(wanted, refusal);
        }
    }

    /**
     * Whether what this instance runs is what a change may start from: not while others run what it refused, or may still
     * be about to.
     */
    private boolean mayChange() {
        boolean newest = state.base()
                .map(base -> base.revision() <= models.deployment().revision())
                .orElse(true);
        return newest && System.nanoTime() - quietUntil >= 0;
    }

    /** Takes the record; says whether it is a deployment that is wanted from now on. */
    private static boolean saw(ControlRecord control, ControlState state, DeploymentReport report) {
        if (!control.problem().isEmpty()) {
            report.refused(0, "record", control.problem());
        }
        return control.deployment()
                .map(deployment -> state.saw(control.key(), deployment))
                .orElse(false);
    }

    @Override
    public ActiveModels acquire() {
        return models.acquire();
    }

    /** Counts what a watched canary does. */
    public CanaryWatch canaryWatch() {
        return canary == null ? CanaryWatch.NONE : canary;
    }

    private record CanaryStopRequest(String version, String reason) {}

    /** Takes a canary away within a second or so; does not wait. Nothing happens where that version is no canary. */
    public void stopCanary(String version, String reason) {
        if (follower != null) {
            stops.add(new CanaryStopRequest(version, reason));
        }
    }

    /** On the thread that follows the topic, which knows the next revision. */
    private void stopCanaries() {
        if (!mayChange()) {
            return;
        }
        for (CanaryStopRequest next = stops.poll(); next != null; next = stops.poll()) {
            if (canary != null) {
                canary.stop(next.version(), next.reason(), models.deployment(), state.nextRevision());
            }
        }
    }

    /** The name under which this instance writes, for example {@code 4711@host}. */
    public String instance() {
        return report.instance();
    }

    /** What is in use. */
    public Deployment deployment() {
        return models.deployment();
    }

    /** The newest deployment that this instance has refused since it took the one in use. */
    public Optional<Refusal> refusal() {
        return report.refusal();
    }

    /** To be called after the stream has ended. */
    @Override
    public void close() {
        if (follower != null) {
            follower.close();
        }
        if (canary != null) {
            canary.forget();
        }
        if (writer != null) {
            writer.close();
        }
        models.close();
        versions.close();
    }
}
