package io.riffle.watch.drift;

import io.riffle.config.DriftConfig;
import io.riffle.stats.PastShares;
import io.riffle.stats.ShareSpread;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What earlier windows had of one feature. With a season, an hour is expected to be off the reference by as much as that hour
 * was before, compared with all hours; how far all of them together are off is no part of that, since that would be drift.
 */
final class FeaturePast {
    private static final long HOUR = Duration.ofHours(1).toMillis();

    private final List<Window> windows;
    private final DriftConfig.Season season;
    private final Map<Long, Mean> hours = new HashMap<>();
    private final Mean all;

    /** One earlier window. */
    record Window(long start, long rows, double[] differences, double noise) {}

    /** The mean of some windows' differences. */
    private record Mean(double[] differences, int windows) {
        static Mean of(List<double[]> each, int bins) {
            double[] mean = new double[bins];
            each.forEach(differences -> Arrays.setAll(mean, i -> mean[i] + differences[i] / each.size()));
            return new Mean(mean, each.size());
        }
    }

    /**
     * Of windows with equally many bins; at least one.
     *
     * @param season none if not enough of it was seen
     */
    FeaturePast(List<Window> windows, DriftConfig.Season season) {
        this.windows = windows;
        this.season = season;
        int bins = windows.get(0).differences().length;
        Map<Long, List<double[]>> byHour = new HashMap<>();
        windows.forEach(window -> byHour.computeIfAbsent(hour(window.start()), none -> new ArrayList<>())
                .add(window.differences()));
        byHour.forEach((hour, each) -> hours.put(hour, Mean.of(each, bins)));
        all = ofAllRows(bins);
    }

    /** A night of few rows is a small part of all hours, as it is of the reference. */
    private Mean ofAllRows(int bins) {
        double[] sum = new double[bins];
        long weights = 0;
        for (Window window : windows) {
            Arrays.setAll(sum, i -> sum[i] + window.rows() * window.differences()[i]);
            weights += window.rows();
        }
        double total = Math.max(1, weights);
        Arrays.setAll(sum, i -> sum[i] / total);
        return new Mean(sum, windows.size());
    }

    /** How many windows it is made of. */
    int windows() {
        return windows.size();
    }

    private long hour(long time) {
        return season == DriftConfig.Season.NONE
                ? 0
                : Math.floorMod(time, season.period().toMillis()) / HOUR;
    }

    /** How far the shares of a window are expected to be off the reference's; zeros if its hours were not seen twice. */
    double[] expected(long from, long to) {
        if (season == DriftConfig.Season.NONE) {
            return new double[all.differences().length];
        }
        List<double[]> means = new ArrayList<>();
        for (long time = from; time < to; time += HOUR) {
            Mean hour = hours.get(hour(time));
            if (hour == null || hour.windows() < 2) {
                return new double[all.differences().length];
            }
            means.add(hour.differences());
        }
        double[] expected = Mean.of(means, all.differences().length).differences();
        Arrays.setAll(expected, i -> expected[i] - all.differences()[i]);
        return expected;
    }

    /**
     * How far they can be off beyond that.
     *
     * @param shares of the reference
     * @param noise of the window's own rows
     */
    ShareSpread spread(long from, double[] shares, double rows, double noise) {
        Mean hour = hours.getOrDefault(hour(from), all);
        boolean seasonal = season != DriftConfig.Season.NONE && hour.windows() >= 2;
        List<PastShares.Sample> samples = windows.stream()
                .filter(window -> !seasonal || of(window).windows() >= 2)
                .map(window -> new PastShares.Sample(seasonal ? off(window) : window.differences(), window.noise()))
                .toList();
        int estimated = (int)
                hours.values().stream().filter(each -> each.windows() >= 2).count();
        PastShares past = seasonal
                ? new PastShares(samples, estimated, hour.windows())
                : new PastShares(samples, 1, samples.size());
        return past.spread(shares, rows, noise);
    }

    /** Of its hour. */
    private Mean of(Window window) {
        return hours.getOrDefault(hour(window.start()), all);
    }

    private double[] off(Window window) {
        double[] mean = of(window).differences();
        double[] off = new double[mean.length];
        Arrays.setAll(off, i -> window.differences()[i] - mean[i]);
        return off;
    }
}
