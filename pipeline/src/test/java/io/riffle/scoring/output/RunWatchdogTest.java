package io.riffle.scoring.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RunWatchdogTest {
    private static final long MILLISECOND = Duration.ofMillis(1).toNanos();

    @Test
    void run_isCutOnce_whenItsTimeIsOver() throws Exception {
        CountDownLatch cut = new CountDownLatch(1);
        AtomicInteger cuts = new AtomicInteger();
        try (RunWatchdog watchdog = new RunWatchdog(System::nanoTime);
                RunGuard guard = watchdog.guard(20 * MILLISECOND, () -> {
                    cuts.incrementAndGet();
                    cut.countDown();
                })) {
            guard.begin(20 * MILLISECOND);
            assertThat(cut.await(10, TimeUnit.SECONDS)).isTrue();
            assertThat(guard.end()).isTrue();
            assertThat(cuts).hasValue(1);
        }
    }

    /** The limit is shorter than the watchdog's usual look; it must still be kept. */
    @Test
    void run_isCutInTime_whenItsLimitIsShorterThanUsual() throws Exception {
        CountDownLatch cut = new CountDownLatch(1);
        try (RunWatchdog watchdog = new RunWatchdog(System::nanoTime);
                RunGuard guard = watchdog.guard(Duration.ofHours(1).toNanos(), cut::countDown)) {
            guard.begin(5 * MILLISECOND);
            assertThat(cut.await(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    /** Runs end at the very moment their time is over; a cut after the end would hit the next run. */
    @Test
    void run_isNeverCut_afterItEnded() {
        AtomicInteger wrong = new AtomicInteger();
        AtomicLong inside = new AtomicLong();
        int cut = 0;
        try (RunWatchdog watchdog = new RunWatchdog(System::nanoTime);
                RunGuard guard = watchdog.guard(MILLISECOND, () -> {
                    if (inside.get() == 0) {
                        wrong.incrementAndGet();
                    }
                })) {
            for (int i = 0; i < 300; i++) {
                inside.set(1);
                long end = System.nanoTime() + 2 * MILLISECOND + i * 2_000L;
                guard.begin(2 * MILLISECOND);
                while (System.nanoTime() < end) {
                    Thread.onSpinWait();
                }
                cut += guard.end() ? 1 : 0;
                inside.set(0);
            }
        }
        assertThat(wrong).hasValue(0);
        assertThat(cut).as("some runs were cut, so the test saw both").isPositive();
    }

    @Test
    void guard_isCut_byItsOwnTimeOnly() {
        AtomicLong clock = new AtomicLong();
        try (RunWatchdog watchdog = new RunWatchdog(clock::get)) {
            AtomicInteger cuts = new AtomicInteger();
            RunGuard guard = watchdog.guard(100, cuts::incrementAndGet);
            guard.begin(100);
            clock.set(99);
            assertThat(guard.check()).isEqualTo(1);
            assertThat(cuts).hasValue(0);
            clock.set(100);
            guard.check();
            guard.check();
            assertThat(cuts).hasValue(1);
            assertThat(guard.end()).isTrue();
            guard.begin(100);
            assertThat(guard.end()).isFalse();
        }
    }
}
