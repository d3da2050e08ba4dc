package io.riffle.watch.quality;

import io.riffle.config.QualityConfig;
import io.riffle.metrics.QualityMetrics;

/**
 * What the processors of this stage are made of.
 *
 * @param pipeline its name
 */
public record QualityStage(String pipeline, QualityConfig config, QualityLayout layout, QualityMetrics metrics) {
    RowQuality rowQuality() {
        long staleAfter = config.freshness()
                .map(freshness -> freshness.within().toMillis())
                .orElse(Long.MAX_VALUE);
        return new RowQuality(layout, staleAfter);
    }
}
