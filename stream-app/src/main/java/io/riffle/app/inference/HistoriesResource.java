package io.riffle.app.inference;

import com.fasterxml.jackson.databind.JsonNode;
import io.javalin.http.Context;
import io.riffle.app.http.Answer;
import io.riffle.app.http.AtOnce;
import io.riffle.app.http.RequestBody;
import io.riffle.app.http.RequestException;
import io.riffle.app.http.Resource;
import io.riffle.app.http.Role;
import io.riffle.app.http.Routes;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code POST /histories} with a list of entities, for the other instances of the pipeline: their records by entity, in
 * Base64. Answers for what is kept here and never asks further.
 */
public final class HistoriesResource implements Resource {
    /** Others wait for it while they answer requests of their own. */
    private static final int AT_ONCE = 6;

    private final StreamHistories histories;

    public HistoriesResource(StreamHistories histories) {
        this.histories = histories;
    }

    @Override
    public void addTo(Routes routes) {
        routes.quickPost("/histories", Role.READ, new AtOnce(AT_ONCE, "histories are read"), this::read);
    }

    private void read(Context context) {
        JsonNode body = RequestBody.json(context);
        if (!body.isArray()) {
            throw RequestException.bad("the body must be a list of entities: was " + TensorData.kind(body));
        }
        List<String> entities = new ArrayList<>();
        body.forEach(entity -> entities.add(entity.asText()));
        Answer.json(context, 200, histories.readHere(entities));
    }
}
