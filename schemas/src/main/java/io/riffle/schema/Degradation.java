package io.riffle.schema;

import java.util.Locale;

/** Why a prediction was made with less than it should have had; the labels are metric labels and never change. */
public enum Degradation {
    /** The profile store did not answer within its deadline, or its circuit breaker is open. */
    PROFILE_UNAVAILABLE,
    /** Under the entity's key in the profile store stands something else than {@code profile.layout} says. */
    PROFILE_UNREADABLE,
    /** At least one profile field of the entity is not there; its default was used. */
    PROFILE_MISSING,
    /** At least one profile field is older than its max-age; its default was used. */
    PROFILE_STALE,
    /** At least one window of the history begins anew, because its declaration changed, and lacks older events. */
    HISTORY_INCOMPLETE;

    private final String label = name().toLowerCase(Locale.ROOT);

    public String label() {
        return label;
    }
}
