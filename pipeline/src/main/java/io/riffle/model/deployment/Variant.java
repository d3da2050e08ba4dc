package io.riffle.model.deployment;

import java.util.List;

/**
 * One arm of an experiment.
 *
 * @param version the model version that scores its entities; two variants may have the same one
 * @param weight its share of the entities in percent
 * @param buckets the buckets that are its own, as many as its weight
 */
public record Variant(String name, String version, int weight, List<BucketRange> buckets) {
    public Variant {
        buckets = buckets == null ? List.of() : List.copyOf(buckets);
        if (!name.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,49}")) {
            throw new IllegalArgumentException(
                    "a variant's name must be up to 50 letters, digits, '.', '_' and '-': was '" + name + "'");
        }
        if (weight < 0 || weight > Experiment.BUCKETS) {
            throw new IllegalArgumentException(
                    "the weight of variant " + name + " must be a whole number from 0 to 100: was " + weight);
        }
    }

    /** A variant whose buckets are still to be given. */
    public static Variant of(String name, String version, int weight) {
        return new Variant(name, version, weight, List.of());
    }

    int size() {
        return buckets.stream().mapToInt(BucketRange::size).sum();
    }
}
