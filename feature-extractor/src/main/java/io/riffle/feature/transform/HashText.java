package io.riffle.feature.transform;

import io.riffle.feature.Transform;
import io.riffle.feature.TransformFactory;
import io.riffle.feature.TransformParameters;
import io.riffle.hash.MurmurHash3;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Spreads texts of any number over a fixed number of values: MurmurHash3 of the text picks the value
 * ({@code |hash| mod buckets}), which becomes 1, or -1 for a negative hash where signs are on. As scikit-learn's
 * FeatureHasher on texts. A missing text gives zeros; an empty one is a text.
 */
record HashText(int buckets, boolean signed) implements Transform.TextToValues {
    private static final int SEED = 0;
    private static final int MOST_BUCKETS = 1 << 20;

    @Override
    public List<String> names(String input) {
        return IntStream.range(0, buckets)
                .mapToObj(bucket -> input + "_hash_" + bucket)
                .toList();
    }

    @Override
    public void apply(@Nullable String value, Slots slots) {
        if (value != null) {
            int hash = MurmurHash3.hash32(value, SEED);
            slots.put((int) (Math.abs((long) hash) % buckets), signed && hash < 0 ? -1 : 1);
        }
    }

    /** {@code hash {buckets: 64, signed: false}} */
    public static final class Factory implements TransformFactory {
        @Override
        public String name() {
            return "hash";
        }

        @Override
        public Transform create(TransformParameters parameters) {
            int buckets = parameters.wholeNumber("buckets", 1, MOST_BUCKETS);
            return new HashText(buckets, parameters.flag("signed", false));
        }
    }
}
