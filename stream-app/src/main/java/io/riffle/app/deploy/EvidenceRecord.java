package io.riffle.app.deploy;

import io.riffle.model.canary.CanaryEvidence;

/**
 * What one instance has seen of a canary since the deployment began, as in the control topic.
 *
 * @param revision of the deployment
 */
record EvidenceRecord(long revision, String instance, CanaryEvidence.Counts counts) {}
