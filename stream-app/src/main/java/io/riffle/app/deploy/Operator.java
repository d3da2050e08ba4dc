package io.riffle.app.deploy;

import io.riffle.app.process.OpenedSoFar;
import io.riffle.app.process.UserProblem;
import io.riffle.app.topic.TopicEnd;
import io.riffle.app.topic.TopicReader;
import io.riffle.config.Pipeline;
import io.riffle.config.SideTopic;
import io.riffle.model.ModelRefusedException;
import io.riffle.model.deployment.AuditRecord;
import io.riffle.model.deployment.Change;
import io.riffle.model.deployment.ControlState;
import io.riffle.model.deployment.Deployment;
import io.riffle.model.folder.ModelTask;
import io.riffle.scoring.ModelSwitch;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;

/** What a person does to the deployment of a pipeline, from the command line or by HTTP. */
public final class Operator implements AutoCloseable {
    /** A change of a deployment: the one before in, the one after out. */
    public interface Step {
        /**
         * The deployment that is wanted.
         *
         * @throws IllegalArgumentException if it is not possible, in the user's words
         */
        Deployment after(Deployment before);
    }

    private final Pipeline pipeline;
    private final ModelVersions versions;
    private final TopicReader reader;
    private final ControlWriter writer;
    private final TopicEnd end;
    private final ControlState state;

    private Operator(
            Pipeline pipeline, ModelVersions versions, TopicReader reader, ControlWriter writer, TopicEnd end) {
        this.pipeline = pipeline;
        this.versions = versions;
        this.reader = reader;
        this.writer = writer;
        this.end = end;
        state = new ControlState(pipeline.name());
    }

    /**
     * Connects to the broker of a pipeline.
     *
     * @param end how long reading the control topic may take
     * @throws UserProblem if it does not answer in time or the control topic is missing
     */
    public static Operator connect(Pipeline pipeline, TopicEnd end) throws UserProblem {
        if (!pipeline.models().followDeployments()) {
            throw new UserProblem("models.follow-deployments must be true for this: was false, so no instance would"
                    + " follow a deployment");
        }
        try (OpenedSoFar opened = new OpenedSoFar()) {
            ModelVersions versions = opened.add(new ModelVersions(pipeline));
            TopicReader reader =
                    opened.add(TopicReader.open(pipeline, pipeline.topics().of(SideTopic.CONTROL)));
            ControlWriter writer = opened.add(new ControlWriter(pipeline));
            Operator operator = new Operator(pipeline, versions, reader, writer, end);
            operator.refresh();
            opened.keep();
            return operator;
        } catch (KafkaException unreachable) {
            throw new UserProblem(
                    "the control topic must be readable at "
                            + pipeline.kafka().bootstrapServers() + ": " + unreachable.getMessage()
                            + " (create it with 'riffle topics create')",
                    unreachable);
        }
    }

    private void refresh() {
        reader.readToEnd(end, this::saw);
    }

    private boolean saw(ConsumerRecord<byte[], byte[]> record) {
        return ControlRecord.of(record, pipeline.name())
                .flatMap(control -> control.deployment().map(each -> state.saw(control.key(), each)))
                .orElse(false);
    }

    /** What is in use, as far as the control topic knows; the configured version if nothing was ever deployed. */
    public Deployment current() throws UserProblem {
        refresh();
        if (state.base().isPresent()) {
            return state.base().get();
        }
        return Deployment.initial(versions.usual());
    }

    /**
     * Checks the deployment as every instance will (load, contract, golden rows), and writes it.
     *
     * @param action what it is, for the audit topic
     * @param really false to stop before writing
     * @return what was, or would have been, written
     * @throws UserProblem if a version is refused, the change is not possible, or somebody else's came before
     */
    public Deployment change(String action, Change why, Step step, boolean really)
            throws UserProblem, InterruptedException {
        Deployment before = current();
        Deployment after;
        try {
            after = step.after(before);
        } catch (IllegalArgumentException | IllegalStateException impossible) {
            throw new UserProblem(String.valueOf(impossible.getMessage()), impossible);
        }
        Deployment wanted = checked(planned(after).at(state.nextRevision()));
        if (really) {
            requireFirst(wanted, writer.want(wanted));
            writer.audit(new AuditRecord(
                    pipeline.name(),
                    action,
                    why.by(),
                    wanted.revision(),
                    wanted.summary() + (why.reason().isEmpty() ? "" : ": " + why.reason()),
                    Map.of("before", before.summary()),
                    why.atMs()));
        }
        return wanted;
    }

    /** What is to be known about a deployment: what a canary's plan can see, and versions that labels do not suit. */
    public List<String> notes(Deployment deployment) {
        List<String> notes = new ArrayList<>(new CanaryNotes(pipeline.outcomes()).of(deployment));
        notes.addAll(new OutcomeNotes(pipeline, versions.registry()).of(deployment));
        return notes;
    }

    /** Two may start from one deployment: instances follow the one that comes first in the topic. */
    private void requireFirst(Deployment wanted, RecordMetadata written) throws UserProblem {
        AtomicBoolean first = new AtomicBoolean();
        reader.readToEnd(end, record -> {
            boolean followed = saw(record);
            if (record.partition() == written.partition() && record.offset() == written.offset()) {
                first.set(followed);
            }
        });
        if (!first.get()) {
            Deployment won = current();
            throw new UserProblem("a change must come before all others that start from the same deployment: revision "
                    + wanted.revision() + " was written by somebody else before, and now revision " + won.revision()
                    + " is wanted, " + won.summary() + " (by " + won.change().by() + ")");
        }
    }

    private Deployment planned(Deployment deployment) throws UserProblem {
        try {
            return new CanaryPlanning(pipeline.name(), pipeline.outcomes(), this::task).completed(deployment);
        } catch (ModelRefusedException refusal) {
            throw new UserProblem(String.valueOf(refusal.getMessage()), refusal);
        }
    }

    private ModelTask task(String version) throws ModelRefusedException {
        return versions.registry().open(version).read().manifest().task();
    }

    private Deployment checked(Deployment deployment) throws UserProblem {
        try {
            Map<String, String> fingerprints = new HashMap<>();
            for (String version : deployment.versions()) {
                fingerprints.put(version, versions.registry().open(version).fingerprint());
            }
            Deployment pinned = deployment.pinned(fingerprints);
            new ModelSwitch(versions, pinned).close();
            return pinned;
        } catch (ModelRefusedException refusal) {
            throw new UserProblem(String.valueOf(refusal.getMessage()), refusal);
        }
    }

    /**
     * The version behind a name: an alias after {@code @}, else the version itself.
     *
     * @throws UserProblem if there is no such alias
     */
    public static String resolve(Pipeline pipeline, String name) throws UserProblem {
        try {
            return ModelVersions.registry(pipeline).resolve(name);
        } catch (ModelRefusedException unknown) {
            throw new UserProblem(String.valueOf(unknown.getMessage()), unknown);
        }
    }

    @Override
    public void close() {
        reader.close();
        writer.close();
        versions.close();
    }
}
