package io.riffle.app.http;

import io.javalin.http.Context;
import java.util.Map;
import java.util.function.Supplier;

/** {@code /health/live}, {@code /health/ready} and {@code /health/started}, also {@code /livez} and {@code /readyz}. */
public final class HealthResource implements Resource {
    private final HealthSource health;
    private final HealthJson json = new HealthJson();

    public HealthResource(HealthSource health) {
        this.health = health;
    }

    @Override
    public void addTo(Routes routes) {
        Map<String, Supplier<Health>> questions = Map.of(
                "/health/live", health::live,
                "/health/ready", health::ready,
                "/health/started", health::started,
                "/livez", health::live,
                "/readyz", health::ready);
        questions.forEach(
                (path, question) -> routes.quick(path, Role.OPEN, context -> answer(context, question.get())));
    }

    private void answer(Context context, Health answer) {
        Answer.json(context, answer.up() ? 200 : 503, json.health(answer));
    }
}
