package io.riffle.watch.quality;

import static org.assertj.core.api.Assertions.assertThat;

import io.riffle.schema.Severity;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ShareJudgeTest {
    /** The threshold is a promise: a share that is as expected fails at most so often. */
    @Test
    void judge_alarmsAsOftenAsAccepted_whenTheShareIsAsExpected() {
        ShareJudge judge = new ShareJudge(0.01, 0);
        Random random = new Random(3);
        for (int rows : new int[] {50, 200, 1_000}) {
            int alarms = 0;
            for (int window = 0; window < 4_000; window++) {
                alarms += fires(judge, failures(random, rows, 0.02), rows) ? 1 : 0;
            }
            assertThat(alarms).as("of 4,000 windows of %d", rows).isLessThan(60);
        }
    }

    private static int failures(Random random, int rows, double share) {
        int failures = 0;
        for (int row = 0; row < rows; row++) {
            failures += random.nextDouble() < share ? 1 : 0;
        }
        return failures;
    }

    private static boolean fires(ShareJudge judge, int count, int of) {
        return judge.judge("check", count, of, 0.02).severity().fires();
    }

    @Test
    void judge_isSilent_whenAShareIsCertainButSmall_orLargeButChance() {
        ShareJudge judge = new ShareJudge(1e-4, 0.02);
        assertThat(judge.judge("check", 3_000, 100_000, 0.02).severity()).isEqualTo(Severity.NONE);
        assertThat(judge.judge("check", 2, 20, 0.02).severity()).isEqualTo(Severity.NONE);
        assertThat(judge.judge("check", 5_000, 100_000, 0.02).severity()).isEqualTo(Severity.LOW);
        assertThat(judge.judge("check", 7_000, 100_000, 0.02).severity()).isEqualTo(Severity.MEDIUM);
        assertThat(judge.judge("check", 20_000, 100_000, 0.02).severity()).isEqualTo(Severity.HIGH);
    }

    @Test
    void judge_knowsNothing_whenThereIsNothing() {
        assertThat(new ShareJudge(0.5, 0).judge("check", 0, 0, 0).severity()).isEqualTo(Severity.NONE);
        assertThat(new ShareJudge(0.5, 0).judge("check", 0, 0, 0).share()).isZero();
    }
}
