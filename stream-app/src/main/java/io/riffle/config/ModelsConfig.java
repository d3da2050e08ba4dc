package io.riffle.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * Where model folders are ({@code <directory>/<version>/model.yaml}), which version scores (the highest where absent),
 * how long one run may take and how large a model file may be.
 */
public record ModelsConfig(Path directory, Optional<String> version, Duration timeLimit, long maxBytes) {}
