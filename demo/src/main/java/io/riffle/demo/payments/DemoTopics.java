package io.riffle.demo.payments;

import java.util.Optional;

/**
 * Where payments are sent.
 *
 * @param labels where the truth about each is sent as well; empty if the pipeline does not want it
 */
public record DemoTopics(String events, Optional<String> labels) {}
