package io.riffle.stats;

/** What a test of a hypothesis answers: its statistic and how likely a larger one is without any difference. */
public record TestResult(double statistic, double p) {}
