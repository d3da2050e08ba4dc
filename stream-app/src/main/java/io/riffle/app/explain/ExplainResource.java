package io.riffle.app.explain;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.http.Context;
import io.riffle.app.http.Answer;
import io.riffle.app.http.AtOnce;
import io.riffle.app.http.RequestException;
import io.riffle.app.http.Resource;
import io.riffle.app.http.Role;
import io.riffle.app.http.Routes;
import io.riffle.app.process.UserProblem;
import java.time.Duration;
import java.util.Optional;
import org.apache.kafka.common.KafkaException;

/** {@code GET /explain/{id}}: {@code riffle explain} by HTTP, for as long as {@code http.deadline} allows. */
public final class ExplainResource implements Resource {
    /** Each reads topics with a consumer of its own. */
    private static final int AT_ONCE = 2;

    private final Explainer explainer;
    private final Duration deadline;
    private final AtOnce atOnce = new AtOnce(AT_ONCE, "events may be explained");

    public ExplainResource(Explainer explainer, Duration deadline) {
        this.explainer = explainer;
        this.deadline = deadline;
    }

    @Override
    public void addTo(Routes routes) {
        routes.get("/explain/{id}", Role.READ, atOnce.limit(this::explain));
    }

    private void explain(Context context) {
        String id = context.pathParam("id");
        try {
            Optional<ObjectNode> found = explainer.explain(id, System.nanoTime() + deadline.toNanos(), records -> {});
            Answer.json(
                    context,
                    200,
                    found.orElseThrow(() -> RequestException.notFound(
                            "the event must have been answered: nothing is known of '" + id + "'")));
        } catch (UserProblem late) {
            throw new RequestException(504, String.valueOf(late.getMessage()));
        } catch (KafkaException unreachable) {
            throw RequestException.unavailable("the topics must be readable: " + unreachable.getMessage());
        }
    }
}
