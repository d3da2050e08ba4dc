package io.riffle.app.http;

import io.javalin.http.Context;
import io.riffle.metrics.ServingMetrics;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** What every request passes, before and after its handler. */
final class Gate {
    /** A wrong secret costs as much as this many requests. */
    static final int COST_OF_A_GUESS = 100;

    private static final String ROUTE = "riffle.route";
    private static final String ROLE = "riffle.role";
    private static final String CALLER = "riffle.caller";
    private static final String DETAIL = "riffle.detail";

    private final AccessRules rules;
    private final RateLimit rate;
    private final AuditLog audit;
    private final ServingMetrics metrics;
    private final InstantSource clock;

    Gate(AccessRules rules, RateLimit rate, AuditLog audit, ServingMetrics metrics, InstantSource clock) {
        this.rules = rules;
        this.rate = rate;
        this.audit = audit;
        this.metrics = metrics;
        this.clock = clock;
    }

    /** Who calls; for routes that are not OPEN. */
    static Caller caller(Context context) {
        Caller caller = context.attribute(CALLER);
        if (caller == null) {
            throw new IllegalStateException("a caller is known within a route only");
        }
        return caller;
    }

    /** What an operator action was about, for the audit log. */
    static void detail(Context context, String detail) {
        context.attribute(DETAIL, detail);
    }

    void admit(Context context, Role role, String route) {
        context.attribute(ROUTE, route);
        context.attribute(ROLE, role);
        RequestHead head = RequestHead.of(context);
        if (role != Role.OPEN && !rate.admits(head.address())) {
            context.header("Retry-After", "1");
            throw new RequestException(
                    429, "there must be fewer requests per second from one address: try again later");
        }
        try {
            context.attribute(CALLER, rules.admit(role, head));
        } catch (RequestException refused) {
            if (refused.status() == 401) {
                context.header("WWW-Authenticate", "Bearer, Basic realm=\"riffle\", charset=\"UTF-8\"");
                rate.charge(head.address(), COST_OF_A_GUESS);
            }
            throw refused;
        }
    }

    /** @param milliseconds that the request took */
    void answered(Context context, float milliseconds) {
        String route = context.attribute(ROUTE);
        long nanoseconds = (long) (milliseconds * TimeUnit.MILLISECONDS.toNanos(1));
        metrics.http(route == null ? "other" : route, context.statusCode(), nanoseconds);
        Role role = context.attribute(ROLE);
        if (role == Role.OPERATE) {
            audit.record(entry(context, context.attribute(CALLER)));
        }
    }

    private AuditEntry entry(Context context, @Nullable Caller caller) {
        String detail = context.attribute(DETAIL);
        return new AuditEntry(
                clock.instant(),
                caller == null ? Caller.ANONYMOUS : caller.name(),
                context.ip(),
                context.method() + " " + context.path(),
                detail == null ? "" : detail,
                context.statusCode());
    }
}
