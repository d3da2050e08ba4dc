package io.riffle.watch.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.riffle.config.DriftConfig;
import io.riffle.config.JudgingConfig;
import io.riffle.model.folder.CategoryCounts;
import io.riffle.watch.window.RememberedWindow;
import io.riffle.watch.window.WindowMemory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.LongPredicate;
import java.util.function.LongToDoubleFunction;
import org.junit.jupiter.api.Test;

/** When it is known what is usual, and what is taken as usual. */
class PastWindowsTest {
    private static final long HOUR = Duration.ofHours(1).toMillis();
    private static final int BINS = 3;
    private static final CountedFeature FEATURE = feature();
    private static final LongToDoubleFunction EVEN = hour -> 0.01 * (hour % 2);

    private static CountedFeature feature() {
        DriftLayout layout = new DriftLayout();
        layout.add("colour", 0, new CategoryCounts(Map.of("red", 500L, "blue", 500L), 0));
        return layout.features().get(0);
    }

    @Test
    void nothingIsKnown_beforeADay() {
        assertThat(past(DriftConfig.Season.NONE, 23, EVEN).isLearning()).isTrue();
        assertThat(past(DriftConfig.Season.NONE, 23, EVEN).of(FEATURE, BINS, true))
                .isEmpty();
        assertThat(past(DriftConfig.Season.NONE, 24, EVEN).isLearning()).isFalse();
        assertThat(past(DriftConfig.Season.NONE, 24, EVEN).of(FEATURE, BINS, true))
                .isPresent();
        assertThat(past(DriftConfig.Season.HOUR_OF_WEEK, 167, EVEN).isLearning())
                .isTrue();
        assertThat(past(DriftConfig.Season.HOUR_OF_WEEK, 168, EVEN).isLearning())
                .isFalse();
    }

    @Test
    void windowsWithAnAlarm_areNotUsual_onceADayIsKnown() {
        assertThat(known(48, hour -> hour >= 24, hour -> false)).isEqualTo(24);
        assertThat(known(48, hour -> true, hour -> false))
                .as("that all alarm does not make it usual")
                .isZero();
    }

    /** A change on the first day must not end its own alarm when the day is over; nights must. */
    @Test
    void windowsWithAnAlarm_areUsual_whenTheyWereOfTheFirstDayAndWentAway() {
        assertThat(known(24, hour -> hour < 6, hour -> true)).isEqualTo(24);
        assertThat(known(24, hour -> true, hour -> true)).isZero();
        assertThat(known(24, hour -> hour >= 10, hour -> true)).isZero();
        assertThat(known(24, hour -> hour >= 15, hour -> true)).isEqualTo(15);
        assertThat(known(25, hour -> hour >= 15 && hour < 24, hour -> hour < 24))
                .isEqualTo(25);
    }

    /** How many windows are usual; 0 if nothing is known. */
    private static int known(int hours, LongPredicate alarmed, LongPredicate learning) {
        List<RememberedWindow> windows = new ArrayList<>();
        for (long hour = hours - 1L; hour >= 0; hour--) {
            windows.add(window(hour, learning.test(hour), alarmed.test(hour), alarmed.test(hour) ? 0.2 : 0.01));
        }
        PastWindows past = new PastWindows(windows, DriftConfig.Season.NONE, hours * HOUR);
        assertThat(past.isLearning()).isFalse();
        return past.of(FEATURE, BINS, true).map(FeaturePast::windows).orElse(0);
    }

    /** Of another version, or with other coarse bins: what is usual is learned anew. */
    @Test
    void whatCannotBeCompared_isLeftOut() {
        List<RememberedWindow> windows = new ArrayList<>();
        for (long hour = 47; hour >= 0; hour--) {
            windows.add(new RememberedWindow(hour * HOUR, new byte[20]));
        }
        PastWindows past = new PastWindows(windows, DriftConfig.Season.NONE, 48 * HOUR);
        assertThat(past.isLearning()).isTrue();
        assertThat(past.of(FEATURE, BINS, true)).isEmpty();
        assertThat(DriftMemory.read(new byte[0])).isEmpty();
        assertThat(past(DriftConfig.Season.NONE, 48, EVEN).of(FEATURE, BINS + 1, true))
                .isEmpty();
    }

    @Test
    void memory_isThatOfOneWindowAnHour_forAWeekOrFour() {
        DriftConfig usual = DriftConfig.of("p");
        assertThat(PastWindows.memory(usual)).isEqualTo(new WindowMemory(Duration.ofHours(1), 7 * 24));
        DriftConfig weekly = new DriftConfig(
                new JudgingConfig(Duration.ofHours(4), Duration.ZERO, Duration.ofDays(30), 0.05, 200),
                Duration.ZERO,
                usual.features(),
                usual.reportsTopic(),
                usual.countsTopic(),
                usual.withoutReference(),
                DriftConfig.Season.HOUR_OF_WEEK,
                usual.detectors());
        assertThat(PastWindows.memory(weekly)).isEqualTo(new WindowMemory(Duration.ofHours(1), 28 * 6));
    }

    /** Nights are expected to be nights; a difference that every hour has is no season but drift. */
    @Test
    void hours_areExpectedToBeAsBefore_comparedWithAllHours() {
        LongToDoubleFunction nights = hour -> 0.1 + (hour % 24 < 6 ? 0.2 : 0);
        FeaturePast past = past(DriftConfig.Season.HOUR_OF_DAY, 72, nights)
                .of(FEATURE, BINS, true)
                .orElseThrow();
        assertThat(past.expected(72 * HOUR, 73 * HOUR)[0]).isCloseTo(0.15, within(1e-6));
        assertThat(past.expected(80 * HOUR, 81 * HOUR)[0]).isCloseTo(-0.05, within(1e-6));
        assertThat(past.expected(76 * HOUR, 80 * HOUR)[0]).isCloseTo(0.05, within(1e-6));
        double[] shares = {0.5, 0.5, 0};
        assertThat(past.spread(72 * HOUR, shares, 1_000, 0.001).covariance()[0][0])
                .isLessThan(0.0005);
        FeaturePast unseasonal = past(DriftConfig.Season.NONE, 72, nights)
                .of(FEATURE, BINS, true)
                .orElseThrow();
        assertThat(unseasonal.expected(72 * HOUR, 73 * HOUR)[0]).isZero();
        assertThat(unseasonal.spread(72 * HOUR, shares, 1_000, 0.001).covariance()[0][0])
                .isGreaterThan(0.005);
        FeaturePast weekly = past(DriftConfig.Season.HOUR_OF_WEEK, 14 * 24, hour -> hour / 24 % 7 < 2 ? 0.2 : 0.0)
                .of(FEATURE, BINS, true)
                .orElseThrow();
        assertThat(weekly.expected(14 * 24 * HOUR, (14 * 24 + 1) * HOUR)[0]).isCloseTo(0.2 * 5 / 7, within(1e-6));
        assertThat(weekly.expected(18 * 24 * HOUR, (18 * 24 + 1) * HOUR)[0]).isCloseTo(-0.2 * 2 / 7, within(1e-6));
        FeaturePast early = past(DriftConfig.Season.HOUR_OF_DAY, 30, nights)
                .of(FEATURE, BINS, true)
                .orElseThrow();
        assertThat(early.expected(24 * HOUR, 25 * HOUR)[0])
                .as("a season is known when it was seen twice")
                .isZero();
    }

    @Test
    void reference_isMovedToWhatTheHourHas() {
        ClusterLayout.Place place = ClusterLayout.of(List.of(FEATURE)).place(0);
        double[] differences = new double[place.bins()];
        differences[place.coarse()[0]] = 0.1;
        differences[place.coarse()[1]] = -0.2;
        differences[place.bins() - 1] = 0.1;
        CountedFeature moved = place.moved(FEATURE, differences);
        assertThat(moved.reference()).containsExactly(600, 300, 0);
        assertThat(moved.referenceMissing()).isEqualTo(100);
        assertThat(place.moved(FEATURE, new double[place.bins()])).isSameAs(FEATURE);
    }

    private static PastWindows past(DriftConfig.Season season, int hours, LongToDoubleFunction differences) {
        List<RememberedWindow> windows = new ArrayList<>();
        for (long hour = hours - 1L; hour >= 0; hour--) {
            windows.add(window(hour, false, false, differences.applyAsDouble(hour)));
        }
        return new PastWindows(windows, season, hours * HOUR);
    }

    private static RememberedWindow window(long hour, boolean learning, boolean alarmed, double difference) {
        float[] differences = {(float) difference, (float) -difference, 0};
        RememberedFeature feature = new RememberedFeature("colour".hashCode(), alarmed, 0.001f, differences);
        return new RememberedWindow(hour * HOUR, new DriftMemory(learning, 1_000, List.of(feature)).toBytes());
    }
}
