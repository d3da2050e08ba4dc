package io.riffle.app.report;

import io.javalin.http.Context;
import io.riffle.app.http.Answer;
import io.riffle.app.http.AtOnce;
import io.riffle.app.http.RequestException;
import io.riffle.app.http.Resource;
import io.riffle.app.http.Role;
import io.riffle.app.http.Routes;
import io.riffle.app.process.UserProblem;
import io.riffle.app.topic.TopicEnd;
import io.riffle.config.Pipeline;
import org.apache.kafka.common.errors.TimeoutException;

/** The commands {@code riffle experiments} by HTTP: {@code GET /experiments} and {@code /experiments/{name}}. */
public final class ExperimentsResource implements Resource {
    /** Each reads a topic with a consumer of its own. */
    private static final int AT_ONCE = 2;

    private final AtOnce atOnce = new AtOnce(AT_ONCE, "lists of experiments may be read");
    private final Pipeline pipeline;

    public ExperimentsResource(Pipeline pipeline) {
        this.pipeline = pipeline;
    }

    @Override
    public void addTo(Routes routes) {
        routes.get(
                "/experiments",
                Role.READ,
                atOnce.limit(context -> Answer.json(context, 200, published().reports())));
        routes.get("/experiments/{name}", Role.READ, atOnce.limit(this::show));
    }

    private void show(Context context) {
        String name = context.pathParam("name");
        PublishedExperiments published = published();
        Answer.json(
                context,
                200,
                published.find(name).orElseThrow(() -> RequestException.notFound(published.unknown(name))));
    }

    private PublishedExperiments published() {
        try {
            return PublishedExperiments.read(
                    pipeline, TopicEnd.within(pipeline.http().limits().deadline()));
        } catch (UserProblem unreadable) {
            String message = String.valueOf(unreadable.getMessage());
            throw unreadable.getCause() instanceof TimeoutException
                    ? new RequestException(504, message)
                    : RequestException.unavailable(message);
        }
    }
}
