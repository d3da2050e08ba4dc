package io.riffle.demo.payments;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One incident and what was said about it. Times are event times in milliseconds.
 *
 * @param injectedAt when it began; null if the run did not come so far
 * @param detectedAt end of the first window that raised the alarm; null if none did
 * @param before alarms of the same rule about windows before
 */
public record DemoAlarm(@Nullable Long injectedAt, @Nullable Long detectedAt, int before) {
    Map<String, @Nullable Object> fields() {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("injected_at", text(injectedAt));
        fields.put("detected_at", text(detectedAt));
        fields.put("alarms_before", before);
        return fields;
    }

    /** Whether it was injected and nobody noticed yet. */
    boolean isWaiting() {
        return injectedAt != null && detectedAt == null;
    }

    private static @Nullable String text(@Nullable Long time) {
        return time == null ? null : Instant.ofEpochMilli(time).toString();
    }
}
