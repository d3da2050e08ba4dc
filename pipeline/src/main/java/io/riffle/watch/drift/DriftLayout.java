package io.riffle.watch.drift;

import io.riffle.feature.Feature;
import io.riffle.feature.FeatureSchema;
import io.riffle.feature.FeatureType;
import io.riffle.model.folder.CategoryCounts;
import io.riffle.model.folder.NumberBins;
import io.riffle.model.folder.ReferenceProfile;
import io.riffle.stats.BinEdges;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What is counted of one model version: the features of its reference profile that the pipeline has, and the score. */
public final class DriftLayout {
    /** The score's name in reports and settings. */
    static final String SCORE = "score";

    /** The predicted label's. */
    static final String LABEL = "predicted_label";

    private static final int SUMS = 4;

    private final List<CountedFeature> features = new ArrayList<>();
    private final List<UnbinnedFeature> unbinned = new ArrayList<>();
    private int slots;
    private int sums;
    private volatile @Nullable ClusterLayout clusters;

    DriftLayout() {}

    /**
     * Of one version.
     *
     * @param wanted names; empty for all
     */
    public static DriftLayout of(ReferenceProfile profile, FeatureSchema schema, List<String> wanted) {
        DriftLayout layout = new DriftLayout();
        Set<String> chosen = Set.copyOf(wanted);
        new TreeMap<>(profile.numbers()).forEach((name, bins) -> {
            int column = schema.column(name);
            if (isChosen(chosen, name)
                    && column >= 0
                    && schema.feature(column).type().isNumber()) {
                layout.add(name, column, bins);
            }
        });
        new TreeMap<>(profile.categories()).forEach((name, counts) -> {
            int column = schema.column(name);
            if (isChosen(chosen, name)
                    && column >= 0
                    && schema.feature(column).type().isText()) {
                layout.add(name, column, counts);
            }
        });
        profile.score()
                .filter(bins -> isChosen(chosen, SCORE))
                .ifPresent(bins -> layout.add(SCORE, CountedFeature.SCORE, bins));
        profile.labels()
                .filter(counts -> isChosen(chosen, LABEL))
                .ifPresent(counts -> layout.add(LABEL, CountedFeature.LABEL, counts));
        return layout;
    }

    /**
     * Of a version whose bins follow from its first window: all numbers, categories and the score.
     *
     * @param wanted names; empty for all
     */
    public static DriftLayout learning(FeatureSchema schema, List<String> wanted) {
        DriftLayout layout = new DriftLayout();
        Set<String> chosen = Set.copyOf(wanted);
        int numbers = 0;
        int categories = 0;
        for (Feature feature : schema.features()) {
            boolean number = feature.type().isNumber();
            boolean counted = number || feature.type() == FeatureType.CATEGORY;
            if (counted && !feature.name().equals(FeatureSchema.EVENT_TIME) && isChosen(chosen, feature.name())) {
                layout.unbinned.add(new UnbinnedFeature(
                        feature.name(), schema.column(feature.name()), number, number ? numbers++ : categories++));
            }
        }
        if (isChosen(chosen, SCORE)) {
            layout.unbinned.add(new UnbinnedFeature(SCORE, CountedFeature.SCORE, true, numbers));
        }
        return layout;
    }

    private static boolean isChosen(Set<String> chosen, String name) {
        return chosen.isEmpty() || chosen.contains(name);
    }

    void add(String name, int column, NumberBins bins) {
        double[] edges = bins.edges().stream().mapToDouble(Double::doubleValue).toArray();
        double pivot = edges.length == 0 ? 0 : edges[edges.length / 2];
        long[] reference = bins.counts().stream().mapToLong(Long::longValue).toArray();
        features.add(new CountedFeature.OfNumber(
                name, column, new BinEdges(edges), slots, sums, pivot, reference, bins.missing()));
        slots += reference.length + 1;
        sums += SUMS;
    }

    void add(String name, int column, CategoryCounts counts) {
        List<String> categories = new ArrayList<>(new TreeSet<>(counts.counts().keySet()));
        Map<String, Integer> index = new HashMap<>();
        long[] reference = new long[categories.size() + 1];
        for (int i = 0; i < categories.size(); i++) {
            index.put(categories.get(i), i);
            reference[i] = counts.counts().getOrDefault(categories.get(i), 0L);
        }
        reference[categories.size()] = counts.others();
        features.add(
                new CountedFeature.OfCategory(name, column, categories, index, slots, reference, counts.missing()));
        slots += reference.length + 1;
    }

    List<CountedFeature> features() {
        return features;
    }

    /** Those whose bins are not known; all or none. */
    List<UnbinnedFeature> unbinned() {
        return unbinned;
    }

    /** Whether what the rows are compared with is a window before. */
    boolean isLearning() {
        return !unbinned.isEmpty();
    }

    /** Where rows are counted by cluster. */
    ClusterLayout clusters() {
        ClusterLayout made = clusters;
        if (made == null) {
            made = ClusterLayout.of(features);
            clusters = made;
        }
        return made;
    }

    /** No rows yet. */
    public DriftCounts fresh() {
        int numbers = (int) unbinned.stream().filter(UnbinnedFeature::number).count();
        return new DriftCounts(slots, sums, UnbinnedCounts.of(numbers, unbinned.size() - numbers));
    }

    /** Bins of all features together. */
    public int slots() {
        return slots;
    }

    /** Sums of all numbers together. */
    public int sums() {
        return sums;
    }

    /** Layouts with one fingerprint have the same bins in the same order. */
    int fingerprint() {
        int hash = 17;
        for (CountedFeature feature : features) {
            hash = 31 * hash + feature.name().hashCode();
            hash = 31 * hash + feature.binsHash();
        }
        for (UnbinnedFeature feature : unbinned) {
            hash = 31 * hash + feature.name().hashCode() + (feature.number() ? 1 : 0);
        }
        return hash;
    }
}
