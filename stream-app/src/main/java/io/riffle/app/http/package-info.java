/** Metrics and health over HTTP. Start with {@link io.riffle.app.http.HttpServer}. */
@NullMarked
package io.riffle.app.http;

import org.jspecify.annotations.NullMarked;
