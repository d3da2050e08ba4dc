package io.riffle.watch.drift;

import io.riffle.schema.DriftReport;
import io.riffle.schema.Severity;
import io.riffle.stats.ChangeTest;
import io.riffle.stats.OutsideTest;

/** One feature of one window: the tests, and the numbers that people ask for. */
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
        OutsideTest outside = compared.outside(1);
        double changed = OutsideTest.correctedOther(test.probability());
        Severity ofOutside = severity(outside, compared.outsideMatters());
        Severity ofChange = severity(changed, test.effect(), minEffect);
        return new DriftReport.Feature(
                feature.name(),
                compared.kind(),
                worse(ofChange, ofOutside),
                Math.min(changed, outside.corrected()),
                Math.max(test.effect(), outside.excess()),
                DriftStatistics.of(compared),
                compared.bins());
    }

    /** A smaller effect than others must have is told, but no worse than low. */
    private Severity severity(OutsideTest outside, double matters) {
        double probability = outside.corrected();
        boolean told =
                severity(probability, outside.excess(), minEffect * matters).fires();
        return worse(told ? Severity.LOW : Severity.NONE, severity(probability, outside.excess(), minEffect));
    }

    private static Severity worse(Severity a, Severity b) {
        return a.compareTo(b) > 0 ? a : b;
    }

    /** Small, but certain, is no alarm; large, but possibly chance, is none either. */
    private Severity severity(double probability, double effect, double least) {
        return probability >= threshold ? Severity.NONE : Severity.ofEffect(effect, least);
    }
}
