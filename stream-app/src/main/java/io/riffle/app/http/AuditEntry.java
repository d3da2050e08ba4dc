package io.riffle.app.http;

import java.time.Instant;

/**
 * One operator action, also one that was refused.
 *
 * @param by account, or {@code anonymous}
 * @param action method and path
 * @param detail what the action was about, in the words of its resource; empty if the path says it all
 * @param status the HTTP status of the answer
 */
public record AuditEntry(Instant at, String by, String address, String action, String detail, int status) {}
