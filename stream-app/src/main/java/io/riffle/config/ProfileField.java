package io.riffle.config;

import io.riffle.feature.FeatureType;
import java.time.Duration;
import java.util.Optional;

/**
 * One profile field. The default (a number as text, or a text) is used where the value is missing, or older than
 * {@code maxAge} at the event's own time; absent means the model sees a missing value.
 */
public record ProfileField(String name, FeatureType type, Optional<String> defaultValue, Optional<Duration> maxAge) {}
