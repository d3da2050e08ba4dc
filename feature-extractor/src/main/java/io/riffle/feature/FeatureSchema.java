package io.riffle.feature;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** All features of a pipeline in declared order; a feature's position is its column in a {@link FeatureTable}. */
public final class FeatureSchema {
    /** The feature that every pipeline has: the event time in milliseconds since the epoch. */
    public static final String EVENT_TIME = "event_time";

    private final List<Feature> features;
    private final Map<String, Integer> columns = new HashMap<>();

    public FeatureSchema(List<Feature> features) {
        this.features = List.copyOf(features);
        for (Feature feature : this.features) {
            if (columns.putIfAbsent(feature.name(), columns.size()) != null) {
                throw new IllegalArgumentException(
                        "a feature name must be unique: '" + feature.name() + "' occurs twice");
            }
        }
    }

    public List<Feature> features() {
        return features;
    }

    public int size() {
        return features.size();
    }

    public Feature feature(int column) {
        return features.get(column);
    }

    /** The column of a feature, or -1 where no feature has that name. */
    public int column(String name) {
        return columns.getOrDefault(name, -1);
    }

    /**
     * The column of a feature that must be there.
     *
     * @throws IllegalArgumentException if no feature has that name, with the nearest one
     */
    public int requireColumn(String name) {
        int column = column(name);
        if (column >= 0) {
            return column;
        }
        List<String> known = features.stream().map(Feature::name).toList();
        String nearest = known.isEmpty() ? "none is declared" : "nearest is '" + NearestName.to(name, known) + "'";
        throw new IllegalArgumentException("a feature must be declared: '" + name + "' is not, " + nearest);
    }
}
