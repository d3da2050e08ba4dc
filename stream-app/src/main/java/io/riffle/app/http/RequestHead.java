package io.riffle.app.http;

import io.javalin.http.Context;
import org.jspecify.annotations.Nullable;

/** What is known of a request before its body is read. */
record RequestHead(
        String address,
        @Nullable String authorization,
        @Nullable String host,
        @Nullable String origin) {
    static RequestHead of(Context context) {
        return new RequestHead(
                context.ip(), context.header("Authorization"), context.header("Host"), context.header("Origin"));
    }
}
