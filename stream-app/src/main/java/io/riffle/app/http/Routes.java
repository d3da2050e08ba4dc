package io.riffle.app.http;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.HandlerType;
import io.javalin.http.sse.SseClient;
import java.util.function.Consumer;

/**
 * Where resources add their routes. The handler of a route only runs for callers of its role; what it throws becomes a
 * JSON error: the message of a {@link RequestException}, or 500 with nothing but "internal error". Calls of OPERATE
 * routes are recorded in the audit log with their outcome. Only so many requests are inside at once that threads are left
 * for {@link #quick} routes: a probe that waits for a thread would have the instance restarted.
 */
public final class Routes {
    private final RoutesConfig routes;
    private final Gate gate;
    private final AtOnce atOnce = new AtOnce(HttpServer.MOST_AT_ONCE, "requests are answered");

    Routes(RoutesConfig routes, Gate gate) {
        this.routes = routes;
        this.gate = gate;
    }

    /** Adds a GET route that answers from memory and is answered whatever the others wait for. */
    public Routes quick(String path, Role role, Handler handler) {
        return add(HandlerType.GET, path, role, handler);
    }

    /** Adds a POST route of that kind, for so many at once. */
    public Routes quickPost(String path, Role role, AtOnce few, Handler handler) {
        return add(HandlerType.POST, path, role, few.limit(handler));
    }

    /** Adds a GET route; the path may have parameters in braces, read with {@link Context#pathParam}. */
    public Routes get(String path, Role role, Handler handler) {
        return add(HandlerType.GET, path, role, atOnce.limit(handler));
    }

    public Routes post(String path, Role role, Handler handler) {
        return add(HandlerType.POST, path, role, atOnce.limit(handler));
    }

    public Routes put(String path, Role role, Handler handler) {
        return add(HandlerType.PUT, path, role, atOnce.limit(handler));
    }

    public Routes delete(String path, Role role, Handler handler) {
        return add(HandlerType.DELETE, path, role, atOnce.limit(handler));
    }

    /** Events for as long as the client stays; counted as one request. */
    public Routes events(String path, Role role, Consumer<SseClient> clients) {
        routes.before(path, context -> gate.admit(context, role, path));
        routes.sse(path, clients);
        return this;
    }

    private Routes add(HandlerType method, String path, Role role, Handler handler) {
        routes.addHttpHandler(method, path, context -> {
            gate.admit(context, role, path);
            handler.handle(context);
        });
        return this;
    }
}
