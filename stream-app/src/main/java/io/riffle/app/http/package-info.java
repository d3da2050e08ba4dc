/**
 * The HTTP interface: who may call, what is served. Start with {@link io.riffle.app.http.HttpServer}; a new part of it is
 * a {@link io.riffle.app.http.Resource}.
 */
@NullMarked
package io.riffle.app.http;

import org.jspecify.annotations.NullMarked;
