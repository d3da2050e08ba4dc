package io.riffle.model.deployment;

import io.riffle.hash.HashBuckets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Several model versions side by side. An entity's bucket is {@code md5(name ":" entity) mod 100}, which depends on
 * nothing that changes; the variants own the buckets. New weights therefore move only the buckets that must move, which
 * is why the record keeps the buckets and not only the weights.
 */
public record Experiment(String name, List<Variant> variants) {
    /** One bucket is one percent of the entities. */
    public static final int BUCKETS = 100;

    /** @throws IllegalArgumentException if the weights do not sum to 100 or the buckets are not theirs */
    public Experiment {
        variants = List.copyOf(variants);
        if (!name.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,99}")) {
            throw new IllegalArgumentException(
                    "an experiment's name must be up to 100 letters, digits, '.', '_' and '-': was '" + name + "'");
        }
        Set<String> names = new HashSet<>();
        for (Variant variant : variants) {
            if (!names.add(variant.name())) {
                throw new IllegalArgumentException("variants must have different names: '" + variant.name()
                        + "' occurs twice in experiment " + name);
            }
        }
        int sum = variants.stream().mapToInt(Variant::weight).sum();
        if (sum != BUCKETS) {
            throw new IllegalArgumentException("the weights of experiment " + name + " must sum to 100: sum to " + sum);
        }
        if (variants.stream().allMatch(variant -> variant.buckets().isEmpty())) {
            variants = BucketAllocation.first(variants);
        }
        BucketAllocation.check(name, variants);
    }

    /** The same experiment with other weights, versions or variants: entities keep their variant where they can. */
    public Experiment reweighted(List<Variant> wanted) {
        // The rules for the names and the sum are those of any experiment.
        List<Variant> checked = new Experiment(
                        name,
                        wanted.stream()
                                .map(each -> Variant.of(each.name(), each.version(), each.weight()))
                                .toList())
                .variants();
        return new Experiment(name, BucketAllocation.moved(variants, checked));
    }

    /** The bucket of every entity. */
    public HashBuckets hash() {
        return new HashBuckets(name, BUCKETS);
    }

    /** The index of the variant that owns each bucket. */
    public int[] owners() {
        int[] owners = new int[BUCKETS];
        Arrays.fill(owners, -1);
        for (int i = 0; i < variants.size(); i++) {
            for (BucketRange range : variants.get(i).buckets()) {
                Arrays.fill(owners, range.from(), range.to(), i);
            }
        }
        return owners;
    }

    public Optional<Variant> variant(String variant) {
        return variants.stream().filter(each -> each.name().equals(variant)).findFirst();
    }
}
