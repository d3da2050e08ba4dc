package io.riffle.scoring;

import io.riffle.model.deployment.Canary;
import io.riffle.model.deployment.Deployment;
import io.riffle.model.deployment.Routing;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What scores between two deployments: an immutable snapshot with a count of its users. The owner is one of them; whoever
 * lets go last runs the owner's action.
 */
public final class ActiveModels implements AutoCloseable {
    /** A variant and what answers for it. */
    public record Lane(String variant, Scorer scorer) {}

    private final Deployment deployment;
    private final Routing routing;
    private final List<Lane> lanes;
    private final List<Lane> shadows;
    private final Runnable unused;
    private final AtomicInteger users = new AtomicInteger(1);

    /**
     * @param scorers one per version of the deployment
     * @param shadows one per version that is a shadow
     * @param unused runs once, when nobody uses the snapshot any more
     */
    ActiveModels(Deployment deployment, Map<String, Scorer> scorers, Map<String, Scorer> shadows, Runnable unused) {
        this.deployment = deployment;
        this.routing = new Routing(deployment);
        this.unused = unused;
        List<Lane> answering = new ArrayList<>();
        for (Routing.Lane lane : routing.lanes()) {
            answering.add(new Lane(lane.name(), Objects.requireNonNull(scorers.get(lane.version()))));
        }
        lanes = List.copyOf(answering);
        this.shadows = deployment.shadow().stream()
                .map(shadow -> new Lane("shadow", Objects.requireNonNull(shadows.get(shadow.version()))))
                .toList();
    }

    /** One version for everything, for ever: of an application of your own that deploys in its own way. */
    public static ModelSource only(Scorer scorer) {
        ActiveModels models = new ActiveModels(
                Deployment.initial(scorer.version()), Map.of(scorer.version(), scorer), Map.of(), () -> {});
        return () -> {
            models.use();
            return models;
        };
    }

    public Deployment deployment() {
        return deployment;
    }

    /** Whether a lane is a canary that grows or ends by itself. */
    boolean watched(Lane lane) {
        Canary canary = deployment.canary();
        return canary != null && canary.plan() != null && lane.variant().equals(Deployment.CANARY);
    }

    public Routing routing() {
        return routing;
    }

    /** In the order of the routing's lanes. */
    public List<Lane> lanes() {
        return lanes;
    }

    /** In the order of the deployment's shadows. */
    public List<Lane> shadows() {
        return shadows;
    }

    /** Whether the caller is a user now; false if the last user has gone. */
    boolean use() {
        return users.getAndUpdate(count -> count == 0 ? 0 : count + 1) > 0;
    }

    @Override
    public void close() {
        if (users.decrementAndGet() == 0) {
            unused.run();
        }
    }
}
