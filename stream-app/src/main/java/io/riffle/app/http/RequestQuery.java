package io.riffle.app.http;

import io.javalin.http.Context;
import org.jspecify.annotations.Nullable;

/** What stands behind the question mark. */
public final class RequestQuery {
    private RequestQuery() {}

    /**
     * Whether a switch is on; it is off if it is not named.
     *
     * @throws RequestException 400 for any word but true and false: who mistypes {@code dry-run} does not mean to write
     */
    public static boolean isOn(Context context, String name) {
        @Nullable String text = context.queryParam(name);
        if (text == null || text.equals("false")) {
            return false;
        }
        if (text.equals("true")) {
            return true;
        }
        throw RequestException.bad(name + " must be true or false: was '" + text + "'");
    }
}
