package io.riffle.watch.drift;

import io.riffle.schema.DriftReport;
import io.riffle.schema.Severity;
import io.riffle.stats.ChangeTest;
import io.riffle.stats.OutsideTest;
import io.riffle.stats.ShareSpread;
import io.riffle.stats.Variation;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One feature of one window: the tests, and the numbers that people ask for. */
final class FeatureJudge {
    private final double threshold;
    private final double minEffect;

    FeatureJudge(double threshold, double minEffect) {
        this.threshold = threshold;
        this.minEffect = minEffect;
    }

    JudgedFeature judge(CountedFeature feature, DriftCounts counts, FeatureVariation variation) {
        ComparedFeature compared = ComparedFeature.of(variation.atThatTime(feature), counts);
        ClusterLayout.Place place = variation.place();
        double[] usual = place.shares(feature.reference(), feature.referenceMissing());
        double[] current = place.shares(compared.current(), compared.missing());
        long rows = Math.max(1, ComparedFeature.total(compared.current()) + compared.missing());
        List<ShareSpread> sources = variation.within();
        ChangeTest within = compared.test(new Variation(place.ofValues(), sources));
        double noise = within.designEffect() / rows;
        variation.past().ifPresent(past -> sources.add(past.spread(variation.from(), usual, (double) rows, noise)));
        ChangeTest test = compared.test(new Variation(place.ofValues(), sources));
        Arrays.setAll(current, i -> current[i] - usual[i]);
        return new JudgedFeature(report(compared, test, rows), noise, current);
    }

    private DriftReport.Feature report(ComparedFeature compared, ChangeTest test, long rows) {
        Map<String, Double> statistics = new LinkedHashMap<>(DriftStatistics.of(compared));
        statistics.put(DriftReport.Feature.EFFECTIVE_ROWS, rows / test.designEffect());
        OutsideTest outside = compared.outside(test.designEffect());
        double changed = OutsideTest.correctedOther(test.probability());
        Severity ofOutside = severity(outside, compared.outsideMatters());
        Severity ofChange = severity(changed, test.effect(), minEffect);
        return new DriftReport.Feature(
                compared.feature().name(),
                compared.kind(),
                worse(ofChange, ofOutside),
                Math.min(changed, outside.corrected()),
                Math.max(test.effect(), outside.excess()),
                statistics,
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
