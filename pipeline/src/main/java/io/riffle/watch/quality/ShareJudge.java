package io.riffle.watch.quality;

import io.riffle.schema.QualityReport;
import io.riffle.schema.Severity;
import io.riffle.stats.BinomialTail;

/**
 * Whether a share is above what is expected. The test is the exact binomial one: in small windows many failures are
 * possible by chance, so they stay silent by themselves. What is certain but small is no alarm either.
 */
final class ShareJudge {
    private final double threshold;
    private final double minEffect;

    /** @param threshold the probability below which chance is no explanation; 0 for no alarms */
    ShareJudge(double threshold, double minEffect) {
        this.threshold = threshold;
        this.minEffect = minEffect;
    }

    QualityReport.Check judge(String check, long count, long of, double expected) {
        double share = of == 0 ? 0 : (double) count / of;
        double probability = Math.min(1, BinomialTail.atLeast(count, of, expected));
        Severity severity = severity(share - expected, probability);
        return new QualityReport.Check(check, severity, count, of, share, expected, probability);
    }

    private Severity severity(double effect, double probability) {
        boolean chance = probability >= threshold || effect <= 0;
        return chance ? Severity.NONE : Severity.ofEffect(effect, minEffect);
    }
}
