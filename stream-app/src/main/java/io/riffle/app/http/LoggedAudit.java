package io.riffle.app.http;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Operator actions in the log, under a name of their own so that they can be sent elsewhere. */
public final class LoggedAudit implements AuditLog {
    private static final Logger LOG = LoggerFactory.getLogger("io.riffle.audit");

    @Override
    public void record(AuditEntry entry) {
        LOG.info(
                "{} by {} from {}: {}{}",
                entry.action(),
                entry.by(),
                entry.address(),
                entry.status(),
                entry.detail().isEmpty() ? "" : " (" + entry.detail() + ")");
    }
}
