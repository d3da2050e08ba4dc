package io.riffle.app.inference;

import io.javalin.http.Context;
import io.riffle.app.http.Answer;
import io.riffle.app.http.HealthSource;
import io.riffle.app.http.JsonText;
import io.riffle.app.http.RequestBody;
import io.riffle.app.http.RequestException;
import io.riffle.app.http.Resource;
import io.riffle.app.http.Role;
import io.riffle.app.http.Routes;
import io.riffle.app.process.RiffleVersion;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The Open Inference Protocol V2 over HTTP: {@code /v2}, {@code /v2/health/live|ready},
 * {@code /v2/models/{model}[/versions/{version}]}, {@code .../ready} and {@code .../infer},
 * {@code /v2/repository/index}. Without a version the champion answers. Asking changes nothing, so READ is enough; health is open as everywhere.
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
        routes.post("/v2/repository/index", Role.READ, this::index);
        for (String path : List.of(MODEL, VERSION)) {
            routes.get(path, Role.READ, context -> Answer.json(context, 200, InferJson.model(describe(context))));
            routes.get(path + "/ready", Role.READ, this::ready);
            routes.post(path + "/infer", Role.READ, this::infer);
        }
    }

    private static Map<String, Object> server() {
        return Map.of("name", "riffle", "version", RiffleVersion.NUMBER, "extensions", Inference.EXTENSIONS);
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
            request = InferBody.of(RequestBody.bytes(context), context.header(BinaryTail.HEADER))
                    .request();
        } finally {
            inference.arrived();
        }
        answer(context, inference.infer(context.pathParam("model"), version(context), request), request.form());
    }

    private static void answer(Context context, InferAnswer answer, OutputForm form) {
        List<ByteBuffer> tail = new ArrayList<>();
        byte[] head = Answer.written(InferJson.answer(answer, form, tail));
        if (tail.isEmpty()) {
            Answer.json(context, 200, head);
            return;
        }
        byte[] body = new byte
                [head.length + tail.stream().mapToInt(ByteBuffer::remaining).reduce(0, Math::addExact)];
        ByteBuffer target = ByteBuffer.wrap(body).put(head);
        for (ByteBuffer raw : tail) {
            target.put(raw);
        }
        context.header(BinaryTail.HEADER, Integer.toString(head.length));
        Answer.octets(context, 200, body);
    }

    /** Every version that answers is ready, so what the request says about that changes nothing. */
    private void index(Context context) {
        byte[] body = RequestBody.bytes(context);
        if (body.length > 0 && !JsonText.STRICT.read(body, body.length).isObject()) {
            throw RequestException.bad("the body must be a JSON object or absent");
        }
        Answer.json(
                context,
                200,
                inference.served().stream().map(InferenceResource::entry).toList());
    }

    private static Map<String, String> entry(ServedVersion served) {
        Map<String, String> entry = new LinkedHashMap<>();
        entry.put("name", served.model());
        entry.put("version", served.version());
        entry.put("state", ServedVersion.STATE);
        entry.put("reason", "");
        return entry;
    }

    private static String version(Context context) {
        return context.pathParamMap().getOrDefault("version", "");
    }
}
