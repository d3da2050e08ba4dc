package io.riffle.stats.sequential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import java.util.function.DoubleSupplier;
import java.util.function.IntToDoubleFunction;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class SequentialDetectorTest {
    @Test
    void adwin_findsAChangeAndForgetsWhatWasBefore_whenTheMeanMoves() {
        Random random = new Random(1);
        Adwin adwin = new Adwin(0.002);
        assertThat(firstAlarm(adwin, 1_000, () -> bit(random, 0.2))).isEqualTo(-1);
        assertThat(adwin.size()).isEqualTo(1_000);
        assertThat(firstAlarm(adwin, 1_000, () -> bit(random, 0.6))).isBetween(1, 150);
        firstAlarm(adwin, 1_000, () -> bit(random, 0.6));
        assertThat(adwin.mean()).isBetween(0.55, 0.65);
    }

    @Test
    void pageHinkley_findsAChangeInBothDirections() {
        Random random = new Random(2);
        for (double shift : new double[] {1, -1}) {
            PageHinkley detector = new PageHinkley(0.1, 20, 30);
            assertThat(firstAlarm(detector, 1_000, random::nextGaussian)).isEqualTo(-1);
            assertThat(firstAlarm(detector, 1_000, () -> shift + random.nextGaussian()))
                    .isBetween(5, 100);
        }
    }

    @Test
    void errorRateDetector_findsMoreErrorsButNotFewer() {
        Random random = new Random(3);
        ErrorRateDetector more = new ErrorRateDetector();
        assertThat(firstAlarm(more, 1_000, () -> bit(random, 0.1))).isEqualTo(-1);
        assertThat(firstAlarm(more, 1_000, () -> bit(random, 0.4))).isBetween(5, 150);
        ErrorRateDetector fewer = new ErrorRateDetector();
        firstAlarm(fewer, 1_000, () -> bit(random, 0.4));
        assertThat(firstAlarm(fewer, 1_000, () -> bit(random, 0.1))).isEqualTo(-1);
    }

    @Test
    void detectors_refuseWhatTheyCannotUse() {
        assertThatThrownBy(() -> new ErrorRateDetector().add(0.5)).hasMessageContaining("must be 0 or 1: was 0.5");
        assertThatThrownBy(() -> new Adwin(1)).hasMessageContaining("must be between 0 and 1: was 1.0");
    }

    private static double bit(Random random, double rate) {
        return random.nextDouble() < rate ? 1 : 0;
    }

    /** How many values the first alarm took, -1 if none came. */
    /** A task that moves to another instance goes on if it was. */
    @Test
    void detector_goesOnAsBefore_whenItIsRestored() {
        goesOn(() -> new Adwin(0.002), row -> row / 700 % 2 == 0 ? 0.3 : 0.6);
        goesOn(() -> new PageHinkley(0.25, 50, 30), row -> row / 700 % 2 == 0 ? 0 : 1.5);
        goesOn(ErrorRateDetector::new, row -> row % (row < 1_500 ? 10 : 2) == 0 ? 1 : 0);
    }

    private static void goesOn(Supplier<SequentialDetector> fresh, IntToDoubleFunction values) {
        SequentialDetector one = fresh.get();
        SequentialDetector moved = fresh.get();
        int alarms = 0;
        for (int row = 0; row < 3_000; row++) {
            SequentialDetector next = fresh.get();
            next.restore(moved.toBytes());
            moved = next;
            boolean alarm = one.add(values.applyAsDouble(row));
            assertThat(moved.add(values.applyAsDouble(row))).as("row " + row).isEqualTo(alarm);
            alarms += alarm ? 1 : 0;
        }
        assertThat(alarms).isPositive();
    }

    private static int firstAlarm(SequentialDetector detector, int values, DoubleSupplier value) {
        int first = -1;
        for (int i = 1; i <= values; i++) {
            if (detector.add(value.getAsDouble()) && first < 0) {
                first = i;
            }
        }
        return first;
    }
}
