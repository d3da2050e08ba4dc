package io.riffle.decode;

import io.riffle.config.event.EventConfig;
import io.riffle.deadletter.DeadLetters;
import io.riffle.feature.FeatureSchema;
import io.riffle.frame.RecordDates;
import io.riffle.metrics.ScoringMetrics;
import java.util.function.LongSupplier;

/**
 * What the processors of this stage are made of.
 *
 * @param formats shared by all decoders of the events
 * @param frameRows how many rows a frame holds at most
 * @param dates what accepted events are dated by, for their outputs
 * @param nanoClock a running clock in nanoseconds, for durations only
 */
public record DecodeStage(
        EventConfig event,
        EventFormats formats,
        FeatureSchema schema,
        int frameRows,
        ScoringMetrics metrics,
        DeadLetters deadLetters,
        RecordDates dates,
        LongSupplier nanoClock) {}
