package io.riffle.app.inference;

import io.javalin.http.Context;
import io.riffle.app.http.Answer;
import io.riffle.app.http.HealthSource;
import io.riffle.app.http.RequestBody;
import io.riffle.app.http.Resource;
import io.riffle.app.http.Role;
import io.riffle.app.http.Routes;
import io.riffle.app.process.RiffleVersion;
import java.util.List;
import java.util.Map;

/**
 * The Open Inference Protocol V2 over HTTP: {@code /v2}, {@code /v2/health/live|ready},
 * {@code /v2/models/{model}[/versions/{version}]}, {@code .../ready} and {@code .../infer}. Without a version the
 * champion answers. Asking changes nothing, so READ is enough; health is open as everywhere.
 */
public final class InferenceResource implements Resource {
    private static final String MODEL = "/v2/models/{model}";
    private static final String VERSION = MODEL + "/versions/{version}";

    private final Inference inference;
    private final HealthSource health;

    public InferenceResource(Inference inference, HealthSource health) {
        this.inference = inference;
        this.health = health;
    }

    @Override
    public void addTo(Routes routes) {
        routes.get("/v2", Role.READ, context -> Answer.json(context, 200, server()));
        routes.quick(
                "/v2/health/live",
                Role.OPEN,
                context -> flag(context, "live", health.live().up()));
        routes.quick(
                "/v2/health/ready",
                Role.OPEN,
                context -> flag(context, "ready", health.ready().up()));
        for (String path : List.of(MODEL, VERSION)) {
            routes.get(path, Role.READ, context -> Answer.json(context, 200, InferJson.model(describe(context))));
            routes.get(path + "/ready", Role.READ, this::ready);
            routes.post(path + "/infer", Role.READ, this::infer);
        }
    }

    private static Map<String, Object> server() {
        return Map.of("name", "riffle", "version", RiffleVersion.NUMBER, "extensions", List.of());
    }

    private static void flag(Context context, String name, boolean up) {
        Answer.json(context, up ? 200 : 503, Map.of(name, up));
    }

    private void ready(Context context) {
        Answer.json(context, 200, Map.of("name", describe(context).name(), "ready", true));
    }

    private ModelView describe(Context context) {
        return inference.describe(context.pathParam("model"), version(context));
    }

    private void infer(Context context) {
        InferRequest request;
        inference.announce();
        try {
            request = InferJson.request(RequestBody.json(context));
        } finally {
            inference.arrived();
        }
        Answer.json(
                context, 200, InferJson.answer(inference.infer(context.pathParam("model"), version(context), request)));
    }

    private static String version(Context context) {
        return context.pathParamMap().getOrDefault("version", "");
    }
}
