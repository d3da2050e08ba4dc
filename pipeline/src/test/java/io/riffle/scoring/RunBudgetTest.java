package io.riffle.scoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RunBudgetTest {
    private static final long TIMEOUT = 10_000;

    /** 8 tasks with 16 frames each, between two commits: whatever the model does, the transaction is committed in time. */
    @Test
    void runs_endBeforeTheTransaction_whenAllOfThemHang() {
        RunBudget budget = new RunBudget(TIMEOUT);
        List<Long> frames = new ArrayList<>();
        for (int frame = 0; frame < 8 * 16; frame++) {
            long took = Math.min(3_000, budget.next(1));
            budget.spend(took);
            frames.add(took);
        }
        assertThat(frames.subList(0, 3)).containsExactly(3_000L, 3_000L, 50L);
        assertThat(frames.stream().mapToLong(Long::longValue).sum()).isLessThan(TIMEOUT * 9 / 10);
    }

    @Test
    void runs_haveTheirWholeTimeAgain_afterACommit() {
        RunBudget budget = new RunBudget(TIMEOUT);
        budget.next(1);
        budget.spend(9_000);
        assertThat(budget.next(1)).isZero();
        assertThat(budget.wantsCommit()).isTrue();
        assertThat(budget.next(2)).isEqualTo(6_000);
        assertThat(budget.wantsCommit()).isFalse();
    }

    @Test
    void runs_areNotShortened_whenNobodyCountsCommits() {
        RunBudget budget = new RunBudget(TIMEOUT);
        budget.spend(9_000);
        assertThat(budget.next(Double.NaN)).isEqualTo(6_000);
    }
}
