package io.riffle.app.init;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/**
 * One event of the sample.
 *
 * @param key the record's key as text; null if it has none
 */
public record SampledEvent(@Nullable String key, JsonNode value) {}
