package io.riffle.app.http;

import io.javalin.http.Context;
import java.util.Map;

/** Headers of every answer: nothing is loaded from elsewhere, framed, guessed or kept. */
final class SecurityHeaders {
    private static final Map<String, String> ALWAYS = Map.of(
            "Content-Security-Policy",
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self';"
                    + " base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
            "X-Content-Type-Options",
            "nosniff",
            "X-Frame-Options",
            "DENY",
            "Referrer-Policy",
            "no-referrer",
            "Cross-Origin-Opener-Policy",
            "same-origin",
            "Cross-Origin-Resource-Policy",
            "same-origin",
            "Cache-Control",
            "no-store");

    private SecurityHeaders() {}

    static void add(Context context, boolean tls) {
        ALWAYS.forEach(context::header);
        if (tls) {
            context.header("Strict-Transport-Security", "max-age=31536000");
        }
    }
}
