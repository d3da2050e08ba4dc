package io.riffle.model.deployment;

import java.util.Map;

/**
 * Something that was done to a pipeline, or that it did by itself, as in the audit topic.
 *
 * @param action for example {@code deploy}, {@code applied}, {@code refused}, {@code canary-step}
 * @param by a person or an instance
 * @param revision of the deployment that it is about; 0 if it is about none
 * @param detail what was found or decided, in words
 * @param data figures behind it
 * @param atMs milliseconds since the epoch
 */
public record AuditRecord(
        String pipeline, String action, String by, long revision, String detail, Map<String, Object> data, long atMs) {
    @SuppressWarnings("NullAway") // Jackson passes null for what is absent
    public AuditRecord {
        data = data == null ? Map.of() : Map.copyOf(data);
    }
}
