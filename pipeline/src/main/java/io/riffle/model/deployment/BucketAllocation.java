package io.riffle.model.deployment;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Which variant owns which bucket. */
final class BucketAllocation {
    private static final int NOBODY = -1;

    private BucketAllocation() {}

    /** Side by side in the order of the variants. */
    static List<Variant> first(List<Variant> variants) {
        int[] owners = new int[Experiment.BUCKETS];
        int next = 0;
        for (int i = 0; i < variants.size(); i++) {
            int end = next + variants.get(i).weight();
            Arrays.fill(owners, next, end, i);
            next = end;
        }
        return owned(variants, owners);
    }

    /**
     * The least movement: a variant that shrinks gives away its last buckets, one that grows takes what is free, from the
     * lowest on. As many buckets move as the growing weights grow, which is the fewest possible.
     */
    static List<Variant> moved(List<Variant> before, List<Variant> wanted) {
        int[] owners = new int[Experiment.BUCKETS];
        Arrays.fill(owners, NOBODY);
        int[] left = wanted.stream().mapToInt(Variant::weight).toArray();
        for (Variant old : before) {
            keep(old, wanted, owners, left);
        }
        int free = 0;
        for (int i = 0; i < left.length; i++) {
            while (left[i] > 0) {
                while (owners[free] != NOBODY) {
                    free++;
                }
                owners[free] = i;
                left[i]--;
            }
        }
        return owned(wanted, owners);
    }

    private static void keep(Variant old, List<Variant> wanted, int[] owners, int[] left) {
        for (int i = 0; i < wanted.size(); i++) {
            if (!wanted.get(i).name().equals(old.name())) {
                continue;
            }
            for (BucketRange range : old.buckets()) {
                for (int bucket = range.from(); bucket < range.to() && left[i] > 0; bucket++) {
                    owners[bucket] = i;
                    left[i]--;
                }
            }
        }
    }

    /** Every bucket has one owner, and every variant as many as its weight. */
    static void check(String experiment, List<Variant> variants) {
        boolean[] taken = new boolean[Experiment.BUCKETS];
        for (Variant variant : variants) {
            if (variant.size() != variant.weight()) {
                throw new IllegalArgumentException("variant " + variant.name() + " of experiment " + experiment
                        + " must own as many buckets as its weight " + variant.weight() + ": owns " + variant.size());
            }
            for (BucketRange range : variant.buckets()) {
                for (int bucket = range.from(); bucket < range.to(); bucket++) {
                    if (taken[bucket]) {
                        throw new IllegalArgumentException(
                                "bucket " + bucket + " of experiment " + experiment + " must have one owner: has two");
                    }
                    taken[bucket] = true;
                }
            }
        }
    }

    private static List<Variant> owned(List<Variant> variants, int[] owners) {
        List<Variant> owned = new ArrayList<>();
        for (int i = 0; i < variants.size(); i++) {
            Variant variant = variants.get(i);
            owned.add(new Variant(variant.name(), variant.version(), variant.weight(), ranges(owners, i)));
        }
        return owned;
    }

    private static List<BucketRange> ranges(int[] owners, int owner) {
        List<BucketRange> ranges = new ArrayList<>();
        int from = 0;
        for (int bucket = 0; bucket <= owners.length; bucket++) {
            boolean inside = bucket < owners.length && owners[bucket] == owner;
            boolean before = bucket > 0 && owners[bucket - 1] == owner;
            if (inside && !before) {
                from = bucket;
            }
            if (!inside && before) {
                ranges.add(new BucketRange(from, bucket));
            }
        }
        return ranges;
    }
}
