package io.riffle.app.features;

import io.javalin.http.Context;
import io.riffle.app.http.Answer;
import io.riffle.app.http.RequestException;
import io.riffle.app.http.Resource;
import io.riffle.app.http.Role;
import io.riffle.app.http.Routes;
import io.riffle.app.process.UserProblem;
import io.riffle.config.Pipeline;
import io.riffle.enrichment.ProfileLayoutException;
import io.riffle.enrichment.ProfileUnavailableException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * The commands {@code riffle features} by HTTP: {@code GET /features}, {@code /features/{name}/stats} and
 * {@code /entities/{entity}/features}; {@code ?at=2026-01-31T10:00:00Z} counts ages to another time than now. Statistics look
 * at {@code ?most=} entities, {@value #USUAL} unless told, and for one caller at a time: each walks through the store.
 */
public final class FeaturesResource implements Resource, AutoCloseable {
    private static final long USUAL = 100_000;

    /** Opens the store; asked once, when the first request needs it. */
    public interface Store {
        OnlineFeatures open() throws UserProblem;
    }

    private final Pipeline pipeline;
    private final Store store;
    private final Semaphore walking = new Semaphore(1);
    private @Nullable OnlineFeatures features;

    public FeaturesResource(Pipeline pipeline, Store store) {
        this.pipeline = pipeline;
        this.store = store;
    }

    @Override
    public void addTo(Routes routes) {
        routes.get(
                "/features",
                Role.READ,
                context -> Answer.json(context, 200, FeatureListing.json(FeatureCatalog.of(pipeline))));
        routes.get("/features/{name}/stats", Role.READ, this::stats);
        routes.get("/entities/{entity}/features", Role.READ, this::entity);
    }

    private void entity(Context context) {
        String entity = context.pathParam("entity");
        try {
            EntityFeatures found = features()
                    .entity(entity, at(context))
                    .orElseThrow(() -> RequestException.notFound(
                            "an entity must have stored features: nothing is stored of '" + entity + "'"));
            Answer.json(context, 200, found.json());
        } catch (ProfileLayoutException mismatch) {
            throw RequestException.conflict(String.valueOf(mismatch.getMessage()));
        } catch (ProfileUnavailableException away) {
            throw RequestException.unavailable(String.valueOf(away.getMessage()));
        }
    }

    private void stats(Context context) {
        String name = context.pathParam("name");
        Instant at = at(context);
        long most = most(context);
        if (!walking.tryAcquire()) {
            throw RequestException.unavailable("statistics are made for one caller at a time: another is being served");
        }
        try {
            FeatureStatistics found = features()
                    .stats(name, at, most)
                    .orElseThrow(() -> RequestException.notFound("a feature must be stored: '" + name + "' is not"));
            Answer.json(context, 200, found.json());
        } catch (ProfileUnavailableException away) {
            throw RequestException.unavailable(String.valueOf(away.getMessage()));
        } finally {
            walking.release();
        }
    }

    private synchronized OnlineFeatures features() {
        try {
            if (features == null) {
                features = store.open();
            }
            return features;
        } catch (UserProblem impossible) {
            throw RequestException.notFound(String.valueOf(impossible.getMessage()));
        }
    }

    private static Instant at(Context context) {
        String text = context.queryParam("at");
        try {
            return text == null ? Instant.now() : Instant.parse(text);
        } catch (DateTimeException unreadable) {
            throw RequestException.bad("at must be a time such as 2026-01-31T10:00:00Z: was '" + text + "'");
        }
    }

    private static long most(Context context) {
        String text = context.queryParam("most");
        if (text == null) {
            return USUAL;
        }
        if (!text.matches("[1-9]\\d{0,11}")) {
            throw RequestException.bad("most must be a number of entities: was '" + text + "'");
        }
        return Long.parseLong(text);
    }

    @Override
    public synchronized void close() {
        if (features != null) {
            features.close();
        }
    }
}
