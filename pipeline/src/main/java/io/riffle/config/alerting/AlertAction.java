package io.riffle.config.alerting;

/** What is done when a rule's alert is raised, besides telling. */
public enum AlertAction {
    /** Nothing more. */
    ALERT,
    /** The canary that the alert is about is taken away. */
    STOP_CANARY,
    /** A request to train again is published, with the bounds of the window. */
    REQUEST_RETRAINING
}
