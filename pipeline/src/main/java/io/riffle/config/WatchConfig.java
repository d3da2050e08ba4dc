package io.riffle.config;

import io.riffle.config.alerting.AlertingConfig;
import java.util.Optional;

/** What is watched while the models answer, and the rules that tell of it. */
public record WatchConfig(
        Optional<DriftConfig> drift,
        Optional<OutcomesConfig> outcomes,
        Optional<QualityConfig> quality,
        AlertingConfig alerting) {
    /** Nothing is watched. */
    public static final WatchConfig NONE =
            new WatchConfig(Optional.empty(), Optional.empty(), Optional.empty(), AlertingConfig.NONE);

    /** Whether something counts rows in windows. */
    boolean countsWindows() {
        return drift.isPresent() || quality.isPresent() || outcomes.isPresent();
    }
}
