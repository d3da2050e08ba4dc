package io.riffle.decode;

import io.riffle.config.EventConfig;
import io.riffle.feature.FeatureSchema;
import io.riffle.metrics.ScoringMetrics;
import java.util.function.LongSupplier;

/**
 * What the processors of this stage are made of.
 *
 * @param nanoClock a running clock in nanoseconds, for durations only
 */
public record DecodeStage(EventConfig event, FeatureSchema schema, ScoringMetrics metrics, LongSupplier nanoClock) {}
