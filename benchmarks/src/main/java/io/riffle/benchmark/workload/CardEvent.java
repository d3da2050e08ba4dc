package io.riffle.benchmark.workload;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;

/** A card payment as it stands in the topic; times in milliseconds since the epoch, distances in kilometres. */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
public record CardEvent(
        String eventId,
        String cardId,
        long eventTime,
        double amount,
        double distanceKm,
        double merchantRisk,
        double deviceRisk,
        int items,
        double velocity,
        String category,
        String merchant,
        String terminal) {}
