package io.riffle.app.http;

import io.riffle.config.HttpRole;

/**
 * Who sent a request.
 *
 * @param name the account's, or {@code anonymous}
 * @param address the client's IP address
 */
public record Caller(String name, HttpRole role, String address) {
    static final String ANONYMOUS = "anonymous";
}
