package io.riffle.feature.transform;

import io.riffle.feature.Transform;
import io.riffle.feature.TransformParameters;
import io.riffle.feature.fit.LearnsFromTerms;
import io.riffle.feature.fit.TermCounts;
import io.riffle.feature.text.TermTable;
import io.riffle.feature.text.TermWeights;
import io.riffle.feature.text.TextAnalysis;
import io.riffle.feature.text.TextAnalyzer;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How often each known term occurs in a text, as scikit-learn's CountVectorizer. Unknown terms count nothing; a missing
 * or empty text gives zeros.
 */
final class CountVector implements Transform.TextToValues {
    private final List<String> terms;
    private final TermTable table;
    private final TextAnalyzer analyzer;
    private final boolean binary;
    private final TermWeights weights;

    CountVector(List<String> terms, TextAnalyzer analyzer, boolean binary) {
        this.terms = terms;
        this.analyzer = analyzer;
        this.binary = binary;
        table = new TermTable(terms);
        weights = new TermWeights(terms.size());
    }

    @Override
    public List<String> names(String input) {
        return terms.stream().map(term -> input + "=" + term).toList();
    }

    @Override
    public void apply(@Nullable String value, Slots slots) {
        count(value).flush(TermWeights.Norm.NONE, slots);
    }

    /** The counts of a text's known terms, valid until they are flushed. */
    TermWeights count(@Nullable String value) {
        if (value != null) {
            analyzer.analyze(value, this::add);
            if (binary) {
                weights.binary();
            }
        }
        return weights;
    }

    private void add(char[] characters, int from, int to) {
        int slot = table.find(characters, from, to);
        if (slot >= 0) {
            weights.add(slot, 1);
        }
    }

    static CountVector create(TransformParameters parameters) {
        parameters.allow(TermChoice.PARAMETERS);
        TextAnalyzer analyzer = TextAnalysis.read(parameters).analyzer();
        return new CountVector(parameters.distinctTexts("terms"), analyzer, parameters.flag("binary", false));
    }

    /**
     * {@code count-vector {terms: [cheap, offer]}} with the settings of {@link TextAnalysis}. Learns the terms, chosen by
     * {@link TermChoice}.
     */
    public static final class Factory implements LearnsFromTerms {
        @Override
        public String name() {
            return "count-vector";
        }

        @Override
        public String learned() {
            return "terms";
        }

        @Override
        public Transform create(TransformParameters parameters) {
            return CountVector.create(parameters);
        }

        @Override
        public TextAnalyzer analyzer(TransformParameters parameters) {
            return TextAnalysis.read(parameters).analyzer();
        }

        @Override
        public Map<String, Object> learn(TransformParameters parameters, TermCounts terms) {
            return Map.of(
                    "terms",
                    List.copyOf(TermChoice.read(parameters).choose(terms).keySet()));
        }
    }
}
