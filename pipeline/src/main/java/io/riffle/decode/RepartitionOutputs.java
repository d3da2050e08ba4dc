package io.riffle.decode;

import io.riffle.frame.ReachedTime;
import java.util.Optional;

/**
 * The children of a {@link RepartitionProcessor}.
 *
 * @param events the child that gets the valid events
 * @param deadLetters the child that gets the refused ones
 * @param reached the child that gets a {@link ReachedTime} for each frame with a valid event
 */
public record RepartitionOutputs(String events, String deadLetters, Optional<String> reached) {}
