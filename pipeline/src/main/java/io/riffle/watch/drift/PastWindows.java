package io.riffle.watch.drift;

import io.riffle.config.DriftConfig;
import io.riffle.watch.window.RememberedWindow;
import io.riffle.watch.window.WindowMemory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What is remembered of the windows before one. It says something once it reaches back a day. Windows without an alarm are
 * usual. Until a whole period of the season was seen, those with one are as well, once their difference was gone in a later
 * window: what comes and goes may be the night, what came and stays is a change.
 */
final class PastWindows {
    private static final long DAY = Duration.ofDays(1).toMillis();

    /** With fewer windows the variance between them says little. */
    private static final int FEWEST = 12;

    /** Of a day of hours, that long ones have enough. */
    private static final int FEWEST_KEPT = 24;

    private final List<Past> windows = new ArrayList<>();
    private final DriftConfig.Season season;
    private final long start;

    private record Past(long start, DriftMemory memory) {}

    PastWindows(List<RememberedWindow> remembered, DriftConfig.Season season, long start) {
        this.season = season;
        this.start = start;
        remembered.forEach(each ->
                DriftMemory.read(each.memory()).ifPresent(memory -> windows.add(new Past(each.start(), memory))));
    }

    /** One window of each hour of a week, or of four weeks if they differ by the hour of the week. */
    static WindowMemory memory(DriftConfig config) {
        Duration kept = config.season() == DriftConfig.Season.HOUR_OF_WEEK ? Duration.ofDays(28) : Duration.ofDays(7);
        Duration every = Duration.ofHours(1);
        long longest = Math.max(every.toMillis(), config.window().toMillis());
        return new WindowMemory(every, (int) Math.max(FEWEST_KEPT, kept.toMillis() / longest));
    }

    /** Whether it is not known yet what is usual. */
    boolean isLearning() {
        return windows.size() < FEWEST || !reachesBack(season.period().toMillis());
    }

    private boolean reachesBack(long millis) {
        return windows.stream().anyMatch(past -> past.start() <= start - millis);
    }

    /**
     * Empty as long as too little is known of the feature in these coarse bins.
     *
     * @param seasonal whether the season is of use: a longer window has several hours, with more rows in some
     */
    Optional<FeaturePast> of(CountedFeature feature, int bins, boolean seasonal) {
        List<FeaturePast.Window> usual = new ArrayList<>();
        List<RememberedFeature> later = new ArrayList<>();
        for (Past past : windows) {
            for (RememberedFeature each : past.memory().features()) {
                if (each.name() == feature.name().hashCode() && each.differences().length == bins) {
                    boolean learned = past.memory().learning() && each.isGoneIn(later);
                    if (learned || !each.alarmed()) {
                        usual.add(window(past, each));
                    }
                    later.add(each);
                }
            }
        }
        if (usual.size() < FEWEST || !reachesBack(DAY)) {
            return Optional.empty();
        }
        boolean spans = seasonal && reachesBack(2 * season.period().toMillis());
        return Optional.of(new FeaturePast(usual, spans ? season : DriftConfig.Season.NONE));
    }

    private static FeaturePast.Window window(Past past, RememberedFeature remembered) {
        double[] differences = new double[remembered.differences().length];
        for (int i = 0; i < differences.length; i++) {
            differences[i] = remembered.differences()[i];
        }
        return new FeaturePast.Window(past.start(), past.memory().rows(), differences, remembered.noise());
    }
}
