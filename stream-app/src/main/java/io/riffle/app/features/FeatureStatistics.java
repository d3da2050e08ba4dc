package io.riffle.app.features;

import io.riffle.config.ProfileField;
import io.riffle.enrichment.Freshness;
import io.riffle.enrichment.ProfileValue;
import io.riffle.feature.FeatureStatus;
import io.riffle.stats.MeanVariance;
import io.riffle.stats.Quantiles;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * What a store holds of one feature: counts by status, and the distribution of the values that are not missing. Quantiles are
 * exact up to {@link #SAMPLE} values; beyond, they are those of a sample of that size, drawn evenly (Vitter's algorithm R).
 */
public final class FeatureStatistics {
    static final int SAMPLE = 100_000;
    private static final int MOST_WORDS = 10_000;
    private static final int SHOWN_WORDS = 10;
    private static final double[] SHARES = {0, 0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 0.99, 1};
    private static final List<String> SHARE_NAMES =
            List.of("min", "p1", "p5", "p25", "p50", "p75", "p95", "p99", "max");

    private final ProfileField field;
    private final Instant at;
    private final Freshness freshness;
    private final SplittableRandom random = new SplittableRandom(1);
    private final Map<String, Long> words = new HashMap<>();
    private double[] sample = new double[1_024];
    private double least = Double.POSITIVE_INFINITY;
    private double greatest = Double.NEGATIVE_INFINITY;
    private MeanVariance moments = MeanVariance.EMPTY;
    private long entities;
    private long stale;
    private long missing;
    private boolean complete = true;

    FeatureStatistics(ProfileField field, Instant at) {
        this.field = field;
        this.at = at;
        this.freshness = Freshness.of(field);
    }

    void add(@Nullable ProfileValue stored) {
        entities++;
        FeatureStatus status = freshness.status(stored, at.toEpochMilli());
        if (stored == null || status == FeatureStatus.MISSING) {
            missing++;
            return;
        }
        stale += status == FeatureStatus.STALE ? 1 : 0;
        if (field.type().isText()) {
            word(stored.text());
        } else {
            number(stored.number());
        }
    }

    /** Not all entities were looked at. */
    void cut() {
        complete = false;
    }

    long entities() {
        return entities;
    }

    private void word(String text) {
        if (words.size() < MOST_WORDS || words.containsKey(text)) {
            words.merge(text, 1L, Long::sum);
        }
    }

    private void number(double value) {
        moments = moments.merge(new MeanVariance(1, value, 0));
        least = Math.min(least, value);
        greatest = Math.max(greatest, value);
        long seen = moments.count();
        if (seen <= SAMPLE) {
            if (seen > sample.length) {
                sample = Arrays.copyOf(sample, Math.min(SAMPLE, sample.length * 2));
            }
            sample[(int) seen - 1] = value;
            return;
        }
        long place = random.nextLong(seen);
        if (place < SAMPLE) {
            sample[(int) place] = value;
        }
    }

    public Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("name", field.name());
        json.put("type", field.type().name().toLowerCase(Locale.ROOT));
        json.put("at_ms", at.toEpochMilli());
        json.put("entities", entities);
        json.put("all_entities", complete);
        json.put("count", entities - missing);
        json.put("missing", missing);
        json.put("stale", stale);
        json.put("missing_share", share(missing));
        json.put("stale_share", share(stale));
        if (field.type().isText()) {
            addWords(json);
        } else if (moments.count() > 0) {
            addNumbers(json);
        }
        return json;
    }

    public List<List<String>> table() {
        List<List<String>> rows = new ArrayList<>(List.of(List.of("FIGURE", "VALUE")));
        json().forEach((name, value) -> {
            if (value instanceof Map<?, ?> inner) {
                inner.forEach((key, figure) -> rows.add(List.of(
                        name.equals("quantiles") ? String.valueOf(key) : name + " " + key, String.valueOf(figure))));
            } else {
                rows.add(List.of(name, name.equals("at_ms") ? at.toString() : String.valueOf(value)));
            }
        });
        return rows;
    }

    private double share(long rows) {
        return entities == 0 ? 0 : (double) rows / entities;
    }

    private void addWords(Map<String, Object> json) {
        json.put("distinct", words.size());
        json.put("all_distinct", words.size() < MOST_WORDS);
        Map<String, Long> most = new LinkedHashMap<>();
        words.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .limit(SHOWN_WORDS)
                .forEach(entry -> most.put(entry.getKey(), entry.getValue()));
        json.put("most_frequent", most);
    }

    private void addNumbers(Map<String, Object> json) {
        json.put("mean", moments.mean());
        json.put("standard_deviation", moments.populationDeviation());
        double[] sorted = Arrays.copyOf(sample, (int) Math.min(SAMPLE, moments.count()));
        Arrays.sort(sorted);
        Map<String, Double> quantiles = new LinkedHashMap<>();
        for (int i = 0; i < SHARES.length; i++) {
            quantiles.put(SHARE_NAMES.get(i), Quantiles.of(sorted, SHARES[i]));
        }
        quantiles.put("min", least);
        quantiles.put("max", greatest);
        json.put("quantiles", quantiles);
        json.put("quantiles_of", sorted.length);
    }
}
