package io.riffle.app.http;

import io.javalin.http.Context;

/** What a handler of an OPERATE route can ask and say about the action in hand. */
public final class Operator {
    private Operator() {}

    /** Who calls. */
    public static Caller of(Context context) {
        return Gate.caller(context);
    }

    /** Says what the action was about; stands in the audit log beside method, path and status. */
    public static void note(Context context, String detail) {
        Gate.detail(context, detail);
    }
}
