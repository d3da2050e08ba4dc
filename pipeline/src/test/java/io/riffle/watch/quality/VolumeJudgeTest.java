package io.riffle.watch.quality;

import static org.assertj.core.api.Assertions.assertThat;

import io.riffle.config.VolumeConfig;
import io.riffle.schema.QualityReport;
import io.riffle.schema.Severity;
import io.riffle.watch.alert.AlertSignal;
import io.riffle.watch.window.ClosedWindow;
import io.riffle.watch.window.SilentWindows;
import io.riffle.watch.window.WindowKey;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Two windows a day: the one by day has many events, the one by night few. */
class VolumeJudgeTest {
    private static final int PER_DAY = 2;
    private static final long SIZE = 43_200_000;

    private final Map<Integer, Long> volumes = new HashMap<>();
    private final Random random = new Random(11);

    @Test
    void judge_comparesWithTheSameTimeOfDay() {
        days(8, 10_000, 1_000);
        set(17, 1_010);
        assertThat(judge(17, 1e-4).severity()).isEqualTo(Severity.NONE);
        assertThat(judge(17, 1e-4).usual()).isBetween(900.0, 1_100.0);

        set(17, 10_000);
        assertThat(judge(17, 1e-4).severity()).isEqualTo(Severity.MEDIUM);
        set(17, 60);
        assertThat(judge(17, 1e-4).severity()).isEqualTo(Severity.HIGH);
        assertThat(judge(17, 1e-4).fromMs()).isEqualTo(17 * SIZE);
    }

    @Test
    void judge_isSilent_whenTooFewDaysAreKnown() {
        days(6, 10_000, 1_000);
        set(13, 5);
        QualityReport.Volume volume = judge(13, 1e-3);
        assertThat(volume.days()).isEqualTo(6);
        assertThat(volume.severity()).isEqualTo(Severity.NONE);
    }

    /** A window that nobody sent anything in has no counts; among windows that have, it counts as zero. */
    @Test
    void judge_takesWindowsWithoutEventsAsZero() {
        days(8, 10_000, 1_000);
        volumes.remove(13);
        set(17, 1_000);
        assertThat(judge(17, 1e-4).days()).isEqualTo(8);
    }

    /** Weekends have a fifth: whatever a Wednesday lacks was usual on some day, and nothing was ever raised. */
    @Test
    void judge_findsAnOutageOnAWednesday_thoughWeekendsAreQuiet() {
        for (int weeks : new int[] {1, 2, 3, 5}) {
            int raised = 0;
            for (int trial = 0; trial < 360; trial++) {
                int wednesday = weeksWithQuietWeekends(weeks);
                set(wednesday, 0);
                raised += new VolumeJudge(new VolumeConfig(35, 7, 0.5), PER_DAY, 3e-4)
                                .judge(window(wednesday + 1))
                                .orElseThrow()
                                .severity()
                                .fires()
                        ? 1
                        : 0;
            }
            assertThat(raised).as("of 360 after %d weeks", weeks).isGreaterThan(weeks == 1 ? 300 : 350);
        }
    }

    /** The windows of the Wednesday after so many weeks that begin with Wednesdays. */
    private int weeksWithQuietWeekends(int weeks) {
        volumes.clear();
        for (int day = 0; day < 7 * weeks; day++) {
            boolean weekend = day % 7 == 3 || day % 7 == 4;
            set(day * PER_DAY, Math.round((weekend ? 200 : 1_000) * Math.exp(0.05 * random.nextGaussian())));
            set(day * PER_DAY + 1, 50 + random.nextInt(20));
        }
        return 7 * weeks * PER_DAY;
    }

    /** A whole window without events: only the next one can tell. */
    @Test
    void judge_takesAnEmptyWindowAsAnOutage_whenOtherDaysHadEvents() {
        days(8, 10_000, 1_000);
        volumes.remove(17);
        QualityReport.Volume volume = judge(17, 1e-4);
        assertThat(volume.rows()).isZero();
        assertThat(volume.severity()).isEqualTo(Severity.HIGH);
    }

    @Test
    void judge_asksForThatHourOfThatWeekday_whenNothingComesAnyMore() {
        int wednesday = weeksWithQuietWeekends(5);
        VolumeJudge judge = new VolumeJudge(new VolumeConfig(35, 7, 0.5), PER_DAY, 3e-4);
        QualityReport.Volume volume = judge.judge(silence(wednesday - 1, 1)).orElseThrow();
        assertThat(volume.fromMs()).isEqualTo(wednesday * SIZE);
        assertThat(volume.usual()).isBetween(900.0, 1_100.0);
        assertThat(volume.severity()).isEqualTo(Severity.HIGH);
        QualityReport.Volume later = judge.judge(silence(wednesday - 1, 2)).orElseThrow();
        assertThat(later.usual()).isBetween(45.0, 75.0);
        assertThat(judge.judge(silence(0, 1))).isEmpty();
    }

    private SilentWindows<QualityCounts> silence(int newest, int missing) {
        return new SilentWindows<>(
                key(newest),
                missing,
                back -> Optional.ofNullable(volumes.get(newest - back)).map(VolumeJudgeTest::counts));
    }

    /** Too little is known to say what is usual at any hour. */
    @Test
    void silence_isNoticed_whenItIsTwiceAsLongAsAnyBefore() {
        SilenceJudge judge = new SilenceJudge(100);
        for (int window = 0; window < 30; window++) {
            set(window, 10);
        }
        assertThat(judge.judge(silence(29, 1)).orElseThrow().finding().severity())
                .isEqualTo(Severity.NONE);
        AlertSignal signal = judge.judge(silence(29, 2)).orElseThrow();
        assertThat(signal.finding().severity()).isEqualTo(Severity.HIGH);
        assertThat(signal.finding().text())
                .isEqualTo("silence: no events for 1d, usually at least every 12h (30 windows)");
        volumes.keySet().removeIf(window -> window % 5 < 2);
        SilenceJudge nights = new SilenceJudge(100);
        assertThat(nights.judge(silence(29, 5)).orElseThrow().finding().severity())
                .isEqualTo(Severity.NONE);
        assertThat(nights.judge(silence(29, 6)).orElseThrow().finding().severity())
                .isEqualTo(Severity.HIGH);
        volumes.keySet().removeIf(window -> window < 10);
        assertThat(new SilenceJudge(100).judge(silence(29, 50))).isEmpty();
    }

    @Test
    void judge_saysNothing_whenTheWindowBeforeIsTheFirst() {
        assertThat(new VolumeJudge(new VolumeConfig(14, 7, 0.5), PER_DAY, 0.1).judge(window(0)))
                .isEmpty();
    }

    /** Days differ by more than chance; what is spread like them is usual. */
    @Test
    void judge_alarmsNoMoreOftenThanAccepted_whenDaysDiffer() {
        int alarms = 0;
        for (int trial = 0; trial < 3_000; trial++) {
            volumes.clear();
            for (int day = 0; day <= 14; day++) {
                set(day * PER_DAY, Math.round(5_000 * Math.exp(0.2 * random.nextGaussian())));
            }
            QualityReport.Volume volume = new VolumeJudge(new VolumeConfig(14, 7, 0), PER_DAY, 0.02)
                    .judge(window(29))
                    .orElseThrow();
            alarms += volume.severity().fires() ? 1 : 0;
        }
        assertThat(alarms).isBetween(20, 100);
    }

    private void days(int days, long byDay, long byNight) {
        for (int day = 0; day < days; day++) {
            set(day * PER_DAY, byDay + random.nextInt(100));
            set(day * PER_DAY + 1, byNight + random.nextInt(50));
        }
    }

    private void set(int window, long rows) {
        volumes.put(window, rows);
    }

    /** The verdict about a window, which comes when the next one is judged. */
    private QualityReport.Volume judge(int window, double threshold) {
        return new VolumeJudge(new VolumeConfig(14, 7, 0.5), PER_DAY, threshold)
                .judge(window(window + 1))
                .orElseThrow();
    }

    private ClosedWindow<QualityCounts> window(int number) {
        return new ClosedWindow<>(
                key(number),
                1,
                1,
                counts(1),
                List.of(),
                back -> Optional.ofNullable(volumes.get(number - back)).map(VolumeJudgeTest::counts),
                Optional.empty(),
                List.of());
    }

    private static WindowKey key(int number) {
        return new WindowKey(QualityProcessor.KIND, "p", "", "all", 1, number * SIZE, SIZE);
    }

    private static QualityCounts counts(long rows) {
        QualityCounts counts = new QualityCounts(100);
        for (long row = 0; row < rows; row++) {
            counts.count(QualityLayout.ROWS);
        }
        return counts;
    }
}
