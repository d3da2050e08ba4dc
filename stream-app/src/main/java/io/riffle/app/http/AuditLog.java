package io.riffle.app.http;

/** Keeps operator actions. Thread-safe; must not throw and must not wait for a network. */
public interface AuditLog {
    void record(AuditEntry entry);

    /** Records in all of these. */
    static AuditLog all(AuditLog... logs) {
        return entry -> {
            for (AuditLog log : logs) {
                log.record(entry);
            }
        };
    }
}
