package io.riffle.model.deployment;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the control topic says about one pipeline. Two records: the deployment that somebody wants, and the newest that an
 * instance has taken. Compaction keeps only the latest of each, so a record that everybody refused must not be all that a
 * restarted instance finds.
 */
public final class ControlState {
    private static final String ACCEPTED = ":accepted";

    private final String pipeline;
    private @Nullable Deployment wanted;
    private @Nullable Deployment accepted;

    public ControlState(String pipeline) {
        this.pipeline = pipeline;
    }

    /** The key of the deployment that is wanted. */
    public static String wantedKey(String pipeline) {
        return pipeline;
    }

    /** The key of the newest deployment that an instance has taken. */
    public static String acceptedKey(String pipeline) {
        return pipeline + ACCEPTED;
    }

    /** Takes the next record of the topic; those of other pipelines and other kinds do not matter. */
    public void saw(String key, Deployment deployment) {
        if (key.equals(acceptedKey(pipeline))) {
            accepted = newer(deployment, accepted) ? deployment : accepted;
        } else if (key.equals(wantedKey(pipeline))) {
            wanted = deployment;
        }
    }

    /** Those to try at a start, in this order: what is wanted, and what was last taken. */
    public List<Deployment> candidates() {
        List<Deployment> candidates = new ArrayList<>();
        if (wanted != null && (newer(wanted, accepted) || wanted.equals(accepted))) {
            candidates.add(wanted);
        }
        if (accepted != null && !accepted.equals(wanted)) {
            candidates.add(accepted);
        }
        return candidates;
    }

    /** The newest that an instance has taken. */
    public Optional<Deployment> accepted() {
        return Optional.ofNullable(accepted);
    }

    /** What a change starts from: the newest that was taken, or what is wanted where no instance ever ran. */
    public Optional<Deployment> base() {
        return accepted().or(() -> Optional.ofNullable(wanted));
    }

    /** A revision above all that were seen. */
    public long nextRevision() {
        return 1 + Math.max(wanted == null ? 0 : wanted.revision(), accepted == null ? 0 : accepted.revision());
    }

    private static boolean newer(Deployment deployment, @Nullable Deployment than) {
        return than == null || deployment.revision() > than.revision();
    }
}
