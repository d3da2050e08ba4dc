package io.riffle.app;

import io.javalin.http.Context;
import io.riffle.app.http.Answer;
import io.riffle.app.http.RequestException;
import io.riffle.app.http.Resource;
import io.riffle.app.http.Role;
import io.riffle.app.http.Routes;
import io.riffle.config.Pipeline;
import io.riffle.schema.ExperimentReport;
import java.util.List;

/** The commands {@code riffle experiments} by HTTP: {@code GET /experiments} and {@code /experiments/{name}}. */
final class ExperimentsResource implements Resource {
    private final Pipeline pipeline;

    ExperimentsResource(Pipeline pipeline) {
        this.pipeline = pipeline;
    }

    @Override
    public void addTo(Routes routes) {
        routes.get("/experiments", Role.READ, context -> Answer.json(context, 200, published()));
        routes.get("/experiments/{name}", Role.READ, this::show);
    }

    private void show(Context context) {
        String name = context.pathParam("name");
        List<ExperimentReport> reports = published();
        Answer.json(
                context,
                200,
                PublishedExperiments.find(reports, name)
                        .orElseThrow(() -> RequestException.notFound(PublishedExperiments.unknown(reports, name))));
    }

    private List<ExperimentReport> published() {
        try {
            return PublishedExperiments.read(pipeline);
        } catch (StartException unreadable) {
            throw RequestException.unavailable(String.valueOf(unreadable.getMessage()));
        }
    }
}
