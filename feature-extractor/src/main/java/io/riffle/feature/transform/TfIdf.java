package io.riffle.feature.transform;

import io.riffle.feature.Transform;
import io.riffle.feature.TransformParameters;
import io.riffle.feature.fit.LearnsFromTerms;
import io.riffle.feature.fit.TermCounts;
import io.riffle.feature.fit.TermCounts.TermCount;
import io.riffle.feature.text.TermWeights;
import io.riffle.feature.text.TermWeights.Norm;
import io.riffle.feature.text.TextAnalysis;
import io.riffle.feature.text.TextAnalyzer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A text's terms by frequency in the text and rarity in all texts, as scikit-learn's TfidfVectorizer: count (or
 * {@code 1 + ln(count)}) times idf, divided by the norm. Unknown terms count nothing; a missing or empty text gives zeros.
 */
final class TfIdf implements Transform.TextToValues {
    private final CountVector counts;
    private final double[] idf;
    private final boolean sublinear;
    private final Norm norm;

    TfIdf(CountVector counts, double[] idf, boolean sublinear, Norm norm) {
        this.counts = counts;
        this.idf = idf.clone();
        this.sublinear = sublinear;
        this.norm = norm;
    }

    @Override
    public List<String> names(String input) {
        return counts.names(input);
    }

    @Override
    public void apply(@Nullable String value, Slots slots) {
        TermWeights weights = counts.count(value);
        if (sublinear) {
            weights.sublinear();
        }
        weights.multiply(idf);
        weights.flush(norm, slots);
    }

    /**
     * {@code tfidf {terms: [cheap, offer], idf: [1.9, 2.3], norm: l2, sublinear: false}} with the settings of
     * {@link TextAnalysis}. Learns the terms, chosen by {@link TermChoice}, and their idf: {@code ln((1 + texts) / (1 +
     * texts with the term)) + 1}, or without the ones where {@code smooth-idf: false}. {@code use-idf: false} does without.
     */
    public static final class Factory implements LearnsFromTerms {
        @Override
        public String name() {
            return "tfidf";
        }

        @Override
        public String learned() {
            return "terms";
        }

        @Override
        public Transform create(TransformParameters parameters) {
            parameters.allow("smooth-idf");
            CountVector counts = CountVector.create(parameters);
            double[] idf = new double[parameters.distinctTexts("terms").size()];
            Arrays.fill(idf, 1);
            if (parameters.flag("use-idf", true)) {
                double[] given = parameters.numbers("idf");
                if (given.length != idf.length) {
                    throw parameters.mustBe("idf", "one number for each of the " + idf.length + " terms", given.length);
                }
                idf = given;
            }
            Norm norm = Norm.valueOf(
                    parameters.oneOf("norm", "l2", "l1", "l2", "none").toUpperCase(Locale.ROOT));
            return new TfIdf(counts, idf, parameters.flag("sublinear", false), norm);
        }

        @Override
        public TextAnalyzer analyzer(TransformParameters parameters) {
            return TextAnalysis.read(parameters).analyzer();
        }

        @Override
        public Map<String, Object> learn(TransformParameters parameters, TermCounts terms) {
            Map<String, TermCount> chosen = TermChoice.read(parameters).choose(terms);
            List<String> names = List.copyOf(chosen.keySet());
            if (!parameters.flag("use-idf", true)) {
                return Map.of("terms", names);
            }
            int smooth = parameters.flag("smooth-idf", true) ? 1 : 0;
            List<Object> idf = new ArrayList<>();
            for (TermCount count : chosen.values()) {
                idf.add(Math.log((double) (terms.texts() + smooth) / (count.texts() + smooth)) + 1);
            }
            return Map.of("terms", names, "idf", idf);
        }
    }
}
