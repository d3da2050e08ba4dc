package io.riffle.stats;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Counts of one hour over many days. Day 0 is today; a weekend has a fifth of a weekday. */
class UsualOfDaysTest {
    private static final int WEEK = 7;
    private static final int TRIALS = 2_000;
    /** About one false alarm a month over five expectations, with windows of an hour. */
    private static final double LEVEL = 3e-4;

    private final Random random = new Random(29);

    private static boolean isWeekend(int day) {
        return day % WEEK >= 5;
    }

    /** Of a day, the numbers of which count back. */
    private long count(int day, double spread, double weekend) {
        double usual = isWeekend(day) ? 10_000 * weekend : 10_000;
        return Math.round(usual * Math.exp(spread * random.nextGaussian()));
    }

    /** The days before a day, the nearest first. */
    private long[] before(int today, int days, double spread, double weekend) {
        long[] counts = new long[days];
        for (int back = 1; back <= days; back++) {
            counts[back - 1] = count(today - back + 10 * WEEK, spread, weekend);
        }
        return counts;
    }

    /** Of so many days that are like those before. */
    private int falseAlarms(int days, double spread, double weekend, double level) {
        int alarms = 0;
        for (int trial = 0; trial < TRIALS; trial++) {
            int today = trial % WEEK;
            long[] earlier = before(today, days, spread, weekend);
            alarms += UsualOfDays.of(count(today, spread, weekend), earlier).probability() < level ? 1 : 0;
        }
        return alarms;
    }

    private int found(int today, long count, int days, double spread) {
        int found = 0;
        for (int trial = 0; trial < 360; trial++) {
            found += UsualOfDays.of(count, before(today, days, spread, 0.2)).probability() < LEVEL ? 1 : 0;
        }
        return found;
    }

    @Test
    void outage_isUnusual_onAWednesday_thoughWeekendsAreQuiet() {
        for (int days : new int[] {7, 10, 14, 20, 21, 28, 35}) {
            assertThat(found(2, 0, days, 0.05)).as("no events, %d days", days).isGreaterThan(340);
        }
        assertThat(found(2, 2_000, 35, 0.05))
                .as("a weekend's number on a Wednesday")
                .isGreaterThan(350);
        assertThat(found(5, 10_000, 35, 0.05))
                .as("a Wednesday's number on a Saturday")
                .isGreaterThan(350);
        assertThat(found(2, 5_000, 14, 0.05))
                .as("half, neither a weekday nor a weekend")
                .isGreaterThan(350);
    }

    @Test
    void probability_isWhatItSays_whereNothingChanges() {
        for (int days : new int[] {7, 10, 14, 20, 21, 28, 35}) {
            for (double weekend : new double[] {1, 0.2}) {
                for (double spread : new double[] {0.05, 0.2}) {
                    int twoPercent = falseAlarms(days, spread, weekend, 0.02);
                    int tenth = falseAlarms(days, spread, weekend, 0.001);
                    assertThat(twoPercent)
                            .as("%d days, weekend %s, spread %s", days, weekend, spread)
                            .isLessThanOrEqualTo(60);
                    assertThat(tenth)
                            .as("%d days, weekend %s, spread %s", days, weekend, spread)
                            .isLessThanOrEqualTo(7);
                }
            }
        }
    }

    /** One of the days before was a holiday, or an outage. */
    @Test
    void holiday_doesNotBlind() {
        for (int days : new int[] {14, 21, 28, 35}) {
            for (int holiday : new int[] {1, 3, WEEK}) {
                int found = 0;
                int alarms = 0;
                for (int trial = 0; trial < 360; trial++) {
                    long[] earlier = before(2, days, 0.05, 0.2);
                    earlier[holiday - 1] = holiday == 3 ? 0 : 1_500;
                    found += UsualOfDays.of(0, earlier).probability() < LEVEL ? 1 : 0;
                    alarms += UsualOfDays.of(count(2, 0.05, 0.2), earlier).probability() < LEVEL ? 1 : 0;
                }
                assertThat(alarms)
                        .as("holiday %d days ago of %d", holiday, days)
                        .isLessThanOrEqualTo(2);
                if (holiday != 3) {
                    assertThat(found)
                            .as("holiday %d days ago of %d", holiday, days)
                            .isGreaterThan(340);
                }
            }
        }
    }

    @Test
    void expected_isThatOfTheWeekday_whenEnoughWeeksAreKnown() {
        long[] earlier = before(2, 35, 0.01, 0.2);
        assertThat(UsualOfDays.of(10_000, earlier).expected()).isBetween(9_700.0, 10_300.0);
        assertThat(UsualOfDays.of(10_000, before(5, 35, 0.01, 0.2)).expected()).isBetween(1_900.0, 2_100.0);
        assertThat(UsualOfDays.knowsWeekdays(20)).isFalse();
        assertThat(UsualOfDays.knowsWeekdays(21)).isTrue();
        assertThat(UsualOfDays.of(2_000, before(2, 14, 0.01, 0.2)).expected()).isBetween(1_900.0, 2_100.0);
        assertThat(UsualOfDays.of(9_000, Arrays.copyOf(earlier, 2)).expected()).isPositive();
    }
}
