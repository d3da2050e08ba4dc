package io.riffle.feature.transform;

import io.riffle.feature.Transform;
import io.riffle.feature.TransformFactory;
import io.riffle.feature.TransformParameters;
import io.riffle.feature.text.TermWeights;
import io.riffle.hash.MurmurHash3;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Adds the features of a row up in a fixed number of values, as scikit-learn's FeatureHasher: a text counts 1 at the
 * hash of {@code name=text}, a number itself at the hash of its name, with the hash's sign. What is missing adds nothing.
 */
final class FeatureHash implements Transform.RowToValues {
    private final int buckets;
    private final boolean signed;
    private final TermWeights sums;
    private char[] key = new char[64];

    FeatureHash(int buckets, boolean signed) {
        this.buckets = buckets;
        this.signed = signed;
        sums = new TermWeights(buckets);
    }

    @Override
    public List<String> names(List<String> inputs) {
        return IntStream.range(0, buckets).mapToObj(bucket -> "hash_" + bucket).toList();
    }

    @Override
    public void apply(RowValues row, Slots slots) {
        for (int part = 0; part < row.size(); part++) {
            if (row.isText(part)) {
                addText(row.name(part), row.text(part));
            } else if (!Double.isNaN(row.number(part)) && row.number(part) != 0) {
                add(MurmurHash3.hash32(row.name(part), 0), row.number(part));
            }
        }
        sums.flush(TermWeights.Norm.NONE, slots);
    }

    private void addText(String name, @Nullable String text) {
        if (text == null) {
            return;
        }
        int length = name.length() + 1 + text.length();
        if (key.length < length) {
            key = new char[length * 2];
        }
        name.getChars(0, name.length(), key, 0);
        key[name.length()] = '=';
        text.getChars(0, text.length(), key, name.length() + 1);
        add(MurmurHash3.hash32(key, 0, length, 0), 1);
    }

    private void add(int hash, double amount) {
        sums.add((int) (Math.abs((long) hash) % buckets), signed && hash < 0 ? -amount : amount);
    }

    /** {@code feature-hash {buckets: 32, signed: true}} */
    public static final class Factory implements TransformFactory {
        @Override
        public String name() {
            return "feature-hash";
        }

        @Override
        public Transform create(TransformParameters parameters) {
            int buckets = parameters.wholeNumber("buckets", 1, HashVector.MOST_BUCKETS);
            return new FeatureHash(buckets, parameters.flag("signed", true));
        }
    }
}
