package io.riffle.model.deployment;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the control topic says about one pipeline. Three records: the deployment that somebody wants, the newest that an
 * instance has taken, and the newest that an instance has refused. Compaction keeps only the latest of each, so a record
 * that everybody refused must not be all that a restarted instance finds.
 *
 * <p>The topic has one order: of two deployments with one revision the first is followed, by all, and the second is not.
 */
public final class ControlState {
    /** So far above the others no revision is: one that is was written by mistake and must not lock out those that follow. */
    public static final long MOST_AHEAD = 1_000;

    private static final String ACCEPTED = ":accepted";
    private static final String REFUSED = ":refused";

    private final String pipeline;
    private @Nullable Deployment wanted;
    private @Nullable Deployment accepted;
    private @Nullable Deployment refused;

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

    /** The key of the newest deployment that an instance has refused. */
    public static String refusedKey(String pipeline) {
        return pipeline + REFUSED;
    }

    /** Whether records of this key are about the deployment of this pipeline. */
    public static boolean isKey(String key, String pipeline) {
        return key.equals(wantedKey(pipeline)) || key.equals(acceptedKey(pipeline)) || key.equals(refusedKey(pipeline));
    }

    /**
     * Takes the next record of the topic; those of other pipelines and other kinds do not matter.
     *
     * @return whether this is a deployment that is wanted from now on
     */
    public boolean saw(String key, Deployment deployment) {
        if (key.equals(acceptedKey(pipeline))) {
            sawAccepted(deployment);
        } else if (key.equals(refusedKey(pipeline))) {
            refused = revision(deployment) >= revision(refused) ? deployment : refused;
        } else if (key.equals(wantedKey(pipeline)) && follows(deployment)) {
            wanted = deployment;
            return true;
        }
        return false;
    }

    private void sawAccepted(Deployment deployment) {
        accepted = newer(deployment, accepted) ? deployment : accepted;
        if (wanted != null && wanted.revision() - revision(accepted) > MOST_AHEAD) {
            wanted = null;
        }
    }

    private boolean follows(Deployment deployment) {
        boolean known = wanted != null || accepted != null;
        long ahead = deployment.revision() - newest();
        return ahead > 0 && (!known || ahead <= MOST_AHEAD);
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

    /**
     * What a change starts from: the newest that is wanted, though instances may still be loading it. One that was refused
     * is not, unless nothing else is known.
     */
    public Optional<Deployment> base() {
        boolean onItsWay = wanted != null && newer(wanted, accepted) && !wanted.equals(refused);
        return onItsWay ? Optional.ofNullable(wanted) : accepted().or(() -> Optional.ofNullable(wanted));
    }

    /** A revision above all that count. */
    public long nextRevision() {
        return 1 + newest();
    }

    private long newest() {
        return Math.max(revision(wanted), revision(accepted));
    }

    private static long revision(@Nullable Deployment deployment) {
        return deployment == null ? 0 : deployment.revision();
    }

    private static boolean newer(Deployment deployment, @Nullable Deployment than) {
        return than == null || deployment.revision() > than.revision();
    }
}
