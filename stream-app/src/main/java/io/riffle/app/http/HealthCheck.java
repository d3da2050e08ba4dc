package io.riffle.app.http;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** One thing that was looked at; {@code data} are text, numbers and booleans that help an operator. */
public record HealthCheck(String name, boolean up, Map<String, Object> data) {
    public HealthCheck {
        data = Collections.unmodifiableMap(new LinkedHashMap<>(data));
    }
}
