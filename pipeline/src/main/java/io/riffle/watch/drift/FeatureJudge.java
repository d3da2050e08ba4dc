package io.riffle.watch.drift;

import io.riffle.schema.DriftReport;
import io.riffle.schema.Severity;
import io.riffle.stats.ChangeTest;

/** One feature of one window: the test, and the numbers that people ask for. */
final class FeatureJudge {
    private final double threshold;
    private final double minEffect;

    FeatureJudge(double threshold, double minEffect) {
        this.threshold = threshold;
        this.minEffect = minEffect;
    }

    DriftReport.Feature judge(CountedFeature feature, DriftCounts counts) {
        ComparedFeature compared = ComparedFeature.of(feature, counts);
        ChangeTest test = compared.test();
        return new DriftReport.Feature(
                feature.name(),
                compared.kind(),
                severity(test),
                test.probability(),
                test.effect(),
                DriftStatistics.of(compared),
                compared.bins());
    }

    /** Small, but certain, is no alarm; large, but possibly chance, is none either. */
    private Severity severity(ChangeTest test) {
        return test.probability() >= threshold ? Severity.NONE : Severity.ofEffect(test.effect(), minEffect);
    }
}
