package io.riffle.scoring;

import io.riffle.model.ModelRefusedException;
import io.riffle.model.deployment.Deployment;
import io.riffle.model.deployment.Routing;
import io.riffle.model.deployment.Shadow;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Changes the versions in use while frames are scored. A deployment is loaded whole before it replaces the one before, so
 * one that is refused changes nothing; a version that both use is loaded once, and one that nobody uses any more is closed
 * with the last frame that it scored. One deployment is loaded at a time; frames end meanwhile, they only ever wait for
 * an entry of the map.
 */
public final class ModelSwitch implements ModelSource, AutoCloseable {
    /** Loads one version after all checks. */
    public interface VersionLoader {
        /**
         * Loads one version; nothing is kept of one that is refused.
         *
         * @param fingerprint what the version's folder must hash to; empty if it may be anything
         * @param shadow whether it only scores beside others, which makes its time limit shorter
         */
        Scorer load(String version, String fingerprint, boolean shadow) throws ModelRefusedException;
    }

    private record Key(String version, String fingerprint, boolean shadow) {}

    private static final class Loaded {
        private final Scorer scorer;
        private int users = 1;

        Loaded(Scorer scorer) {
            this.scorer = scorer;
        }
    }

    private final VersionLoader loader;
    private final Map<Key, Loaded> loaded = new HashMap<>();
    private volatile ActiveModels current;

    /** Starts with a deployment. */
    public ModelSwitch(VersionLoader loader, Deployment first) throws ModelRefusedException {
        this.loader = loader;
        current = load(first);
    }

    /**
     * Takes another deployment, from the next frame on.
     *
     * @throws ModelRefusedException if one of its versions is refused; the deployment before goes on
     */
    public synchronized void change(Deployment deployment) throws ModelRefusedException {
        ActiveModels before = current;
        current = load(deployment);
        before.close();
    }

    /** What is in use. */
    public Deployment deployment() {
        return current.deployment();
    }

    @Override
    public ActiveModels acquire() {
        while (true) {
            ActiveModels models = current;
            if (models.use()) {
                return models;
            }
        }
    }

    private ActiveModels load(Deployment deployment) throws ModelRefusedException {
        List<Key> keys = new ArrayList<>();
        boolean complete = false;
        try {
            Map<String, Scorer> answering = new HashMap<>();
            for (Routing.Lane lane : new Routing(deployment).lanes()) {
                answering.put(lane.version(), use(key(deployment, lane.version(), false), keys));
            }
            Map<String, Scorer> beside = new HashMap<>();
            for (Shadow shadow : deployment.shadow()) {
                beside.put(shadow.version(), use(key(deployment, shadow.version(), true), keys));
            }
            complete = true;
            return new ActiveModels(deployment, answering, beside, () -> release(keys));
        } finally {
            if (!complete) {
                release(keys);
            }
        }
    }

    private static Key key(Deployment deployment, String version, boolean shadow) {
        return new Key(version, deployment.fingerprints().getOrDefault(version, ""), shadow);
    }

    private Scorer use(Key key, List<Key> used) throws ModelRefusedException {
        Scorer scorer = useLoaded(key);
        if (scorer == null) {
            scorer = loader.load(key.version(), key.fingerprint(), key.shadow());
            add(key, scorer);
        }
        used.add(key);
        return scorer;
    }

    private @Nullable Scorer useLoaded(Key key) {
        synchronized (loaded) {
            Loaded found = loaded.get(key);
            if (found == null) {
                return null;
            }
            found.users++;
            return found.scorer;
        }
    }

    private void add(Key key, Scorer scorer) {
        synchronized (loaded) {
            loaded.put(key, new Loaded(scorer));
        }
    }

    private void release(List<Key> keys) {
        keys.forEach(key -> unused(key).ifPresent(Scorer::close));
    }

    /** One user less; answers the scorer if that was the last one. */
    private Optional<Scorer> unused(Key key) {
        synchronized (loaded) {
            Loaded one = Objects.requireNonNull(loaded.get(key));
            one.users--;
            if (one.users > 0) {
                return Optional.empty();
            }
            loaded.remove(key);
            return Optional.of(one.scorer);
        }
    }

    /** Lets go of what is in use; nothing may be acquired afterwards. */
    @Override
    public void close() {
        current.close();
    }
}
