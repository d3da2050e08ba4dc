package io.riffle.feature.transform;

import io.riffle.feature.Transform;
import io.riffle.feature.TransformFactory;
import io.riffle.feature.TransformParameters;
import io.riffle.feature.text.TermWeights;
import io.riffle.feature.text.TermWeights.Norm;
import io.riffle.feature.text.TextAnalysis;
import io.riffle.feature.text.TextAnalyzer;
import io.riffle.hash.MurmurHash3;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The terms of a text added up in a fixed number of values by their hash, as scikit-learn's HashingVectorizer: nothing
 * to learn, and no term is unknown. A missing or empty text gives zeros.
 */
final class HashVector implements Transform.TextToValues {
    static final int MOST_BUCKETS = 1 << 20;

    private final TextAnalyzer analyzer;
    private final int buckets;
    private final boolean signed;
    private final boolean binary;
    private final Norm norm;
    private final TermWeights weights;

    HashVector(TextAnalyzer analyzer, int buckets, boolean signed, boolean binary, Norm norm) {
        this.analyzer = analyzer;
        this.buckets = buckets;
        this.signed = signed;
        this.binary = binary;
        this.norm = norm;
        weights = new TermWeights(buckets);
    }

    @Override
    public List<String> names(String input) {
        return IntStream.range(0, buckets)
                .mapToObj(bucket -> input + "_hash_" + bucket)
                .toList();
    }

    @Override
    public void apply(@Nullable String value, Slots slots) {
        if (value != null) {
            analyzer.analyze(value, this::add);
            if (binary) {
                weights.binary();
            }
            weights.flush(norm, slots);
        }
    }

    private void add(char[] characters, int from, int to) {
        int hash = MurmurHash3.hash32(characters, from, to, 0);
        weights.add((int) (Math.abs((long) hash) % buckets), signed && hash < 0 ? -1 : 1);
    }

    /** {@code hash-vector {buckets: 1024, signed: true, binary: false, norm: l2}} with {@link TextAnalysis}. */
    public static final class Factory implements TransformFactory {
        @Override
        public String name() {
            return "hash-vector";
        }

        @Override
        public Transform create(TransformParameters parameters) {
            Norm norm = Norm.valueOf(
                    parameters.oneOf("norm", "l2", "l1", "l2", "none").toUpperCase(Locale.ROOT));
            return new HashVector(
                    TextAnalysis.read(parameters).analyzer(),
                    parameters.wholeNumber("buckets", 1, MOST_BUCKETS),
                    parameters.flag("signed", true),
                    parameters.flag("binary", false),
                    norm);
        }
    }
}
