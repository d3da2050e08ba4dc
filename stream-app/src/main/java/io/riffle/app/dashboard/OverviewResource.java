package io.riffle.app.dashboard;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.riffle.app.http.Answer;
import io.riffle.app.http.Resource;
import io.riffle.app.http.Role;
import io.riffle.app.http.Routes;
import java.util.Map;

/**
 * {@code GET /api/overview}: the latest snapshot; {@code /api/stream}: one a second, as events named {@code snapshot};
 * {@code /api/history}: the charts' last ten minutes; {@code /api/topology}: nodes and edges.
 */
final class OverviewResource implements Resource {
    private final Sampler sampler;
    private final Map<String, Object> topology;

    OverviewResource(Sampler sampler, Map<String, Object> topology) {
        this.sampler = sampler;
        this.topology = topology;
    }

    @Override
    public void addTo(Routes routes) {
        routes.get(
                "/api/overview",
                Role.READ,
                context -> Answer.json(context, 200, sampler.text().getBytes(UTF_8)));
        routes.get(
                "/api/history",
                Role.READ,
                context -> Answer.json(context, 200, sampler.history().columns()));
        routes.get("/api/topology", Role.READ, context -> Answer.json(context, 200, topology));
        routes.events("/api/stream", Role.READ, client -> sampler.watchers().add(client, sampler.text()));
    }
}
