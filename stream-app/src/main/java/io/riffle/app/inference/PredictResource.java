package io.riffle.app.inference;

import io.javalin.http.Context;
import io.riffle.app.http.Answer;
import io.riffle.app.http.RequestBody;
import io.riffle.app.http.Resource;
import io.riffle.app.http.Role;
import io.riffle.app.http.Routes;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * {@code POST /predict}: an event is answered with its prediction, or 422 with the reason for which it would be a dead
 * letter; a list of events with {@code {"predictions": [...]}}, where such an event has its reason instead.
 */
public final class PredictResource implements Resource {
    private static final byte[] HEAD = "{\"predictions\":[".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] TAIL = "]}".getBytes(StandardCharsets.US_ASCII);

    private final Predictions predictions;

    public PredictResource(Predictions predictions) {
        this.predictions = predictions;
    }

    @Override
    public void addTo(Routes routes) {
        routes.post("/predict", Role.READ, this::predict);
    }

    private void predict(Context context) {
        EventBody body;
        predictions.announce();
        try {
            body = EventBody.of(RequestBody.bytes(context));
        } finally {
            predictions.arrived();
        }
        List<EventAnswer> answers = predictions.predict(body.events(), context.header("Authorization"));
        if (body.many()) {
            Answer.json(context, 200, list(answers));
            return;
        }
        Answer.json(context, answers.get(0).status(), answers.get(0).json());
    }

    private static byte[] list(List<EventAnswer> answers) {
        ByteArrayOutputStream json = new ByteArrayOutputStream();
        json.writeBytes(HEAD);
        for (int i = 0; i < answers.size(); i++) {
            if (i > 0) {
                json.write(',');
            }
            json.writeBytes(answers.get(i).json());
        }
        json.writeBytes(TAIL);
        return json.toByteArray();
    }
}
