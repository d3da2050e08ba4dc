package io.riffle.config;

import io.riffle.settings.Violations;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * Where model folders are ({@code <directory>/<version>/model.yaml}), which version scores (the highest where absent),
 * how long one run may take and how large a model file may be.
 *
 * @param version only until the first deployment, where deployments are followed
 * @param followDeployments whether the control topic decides which versions score
 */
public record ModelsConfig(
        Path directory,
        Optional<String> version,
        Duration timeLimit,
        long maxBytes,
        boolean followDeployments,
        ModelProtection protection) {
    /** A model file is read into one array. */
    private static final long LARGEST = Integer.MAX_VALUE - 8;

    /** A run beyond this would cost the consumer its place in the group (max.poll.interval.ms is 5 minutes). */
    private static final Duration LONGEST = Duration.ofMinutes(1);

    public ModelsConfig {
        Violations violations = Violations.in("models")
                .positive("time-limit", timeLimit)
                .atMost("time-limit", timeLimit, LONGEST)
                .atLeast("max-bytes", maxBytes, 1)
                .atMost("max-bytes", maxBytes, LARGEST);
        version.ifPresent(name ->
                violations.check(isFolderName(name), "version", "must be the name of one folder", "'" + name + "'"));
        violations.throwIfAny();
    }

    /** The highest version in a directory, with a time limit of 1 s and files up to 256 MB. */
    public static ModelsConfig in(Path directory) {
        return new ModelsConfig(
                directory, Optional.empty(), Duration.ofSeconds(1), 256L << 20, true, ModelProtection.NONE);
    }

    /** A version is part of a path: it must not leave the directory. */
    private static boolean isFolderName(String name) {
        return name.matches("[A-Za-z0-9_][A-Za-z0-9._+-]*");
    }
}
