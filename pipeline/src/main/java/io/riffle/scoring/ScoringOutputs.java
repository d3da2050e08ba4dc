package io.riffle.scoring;

import java.util.Optional;

/**
 * Names of the nodes that get what scoring gives.
 *
 * @param next gets the scored frames
 * @param deadLetters gets what could not be scored
 * @param shadows gets comparisons with shadows; without it shadows are not scored
 */
public record ScoringOutputs(String next, String deadLetters, Optional<String> shadows) {}
