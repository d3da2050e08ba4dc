package io.riffle.benchmark.workload;

import java.util.ArrayList;
import java.util.List;

/**
 * The 32 numbers that the model reads, in order: 6 event numbers, the category one-hot (8), count, sum, mean and max of
 * the amount over 3 windows (12), 6 profile fields.
 */
public final class FeatureLayout {
    public static final List<String> EVENT_FIELDS =
            List.of("amount", "distance_km", "merchant_risk", "device_risk", "items", "velocity");
    public static final List<String> CATEGORIES =
            List.of("grocery", "fuel", "travel", "restaurant", "electronics", "fashion", "health", "other");
    public static final List<Integer> WINDOW_MINUTES = List.of(1, 10, 60);
    public static final List<String> AGGREGATES = List.of("count", "sum", "mean", "max");
    public static final List<String> PROFILE_FIELDS =
            List.of("avg_amount", "std_amount", "account_age_days", "chargebacks", "home_distance_km", "card_risk");

    /** How many minutes of history the longest window needs. */
    public static final int LONGEST_WINDOW = 60;

    public static final int WIDTH =
            EVENT_FIELDS.size() + CATEGORIES.size() + WINDOW_MINUTES.size() * AGGREGATES.size() + PROFILE_FIELDS.size();

    private FeatureLayout() {}

    /** The typical size of each column: the model's first layer divides by it, so that no column drowns the others. */
    static List<Double> magnitudes() {
        List<Double> magnitudes = new ArrayList<>(List.of(30.0, 20.0, 0.5, 0.5, 5.0, 3.0));
        CATEGORIES.forEach(category -> magnitudes.add(1.0));
        for (int minutes : WINDOW_MINUTES) {
            double count = Math.max(1, minutes / 2.0);
            magnitudes.addAll(List.of(count, 30 * count, 30.0, 60.0));
        }
        magnitudes.addAll(List.of(30.0, 15.0, 1000.0, 1.0, 20.0, 0.5));
        return magnitudes;
    }
}
