package io.riffle.model.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ControlStateTest {
    private static final Change WHY = new Change("ada", 7, "because");
    private final ControlState state = new ControlState("p");
    private final Deployment first = Deployment.initial("1").withChampion("1", WHY);
    private final Deployment second = first.withChampion("2", WHY);

    @Test
    void candidates_areWhatIsWanted_thenWhatWasTaken() {
        assertThat(state.candidates()).isEmpty();
        state.saw("p", first);
        assertThat(state.candidates()).containsExactly(first);
        state.saw("p:accepted", first);
        assertThat(state.candidates()).containsExactly(first);
        state.saw("p", second);
        assertThat(state.candidates()).containsExactly(second, first);
        assertThat(state.nextRevision()).isEqualTo(3);
    }

    /** Loading takes seconds: what the next command does must be done to what is on its way, not undo it. */
    @Test
    void base_isWhatIsOnItsWay_untilAnInstanceRefusesIt() {
        state.saw("p", first);
        state.saw("p:accepted", first);
        assertThat(state.saw("p", second)).isTrue();
        assertThat(state.base()).contains(second);
        state.saw("p:refused", second);
        assertThat(state.base()).contains(first);
        state.saw("p:accepted", second);
        assertThat(state.base()).as("another instance could take it").contains(second);
    }

    @Test
    void saw_followsTheFirst_ofTwoWithOneRevision() {
        Deployment other = first.withChampion("3", WHY);
        state.saw("p:accepted", first);

        assertThat(state.saw("p", second)).isTrue();
        assertThat(state.saw("p", other)).isFalse();
        assertThat(state.base()).contains(second);
    }

    /** One wrong record, of a tool that writes the topic: nothing could be above it. */
    @Test
    void saw_doesNotFollow_whenTheRevisionIsFarAhead() {
        state.saw("p", first);

        assertThat(state.saw("p", second.at(Long.MAX_VALUE))).isFalse();
        assertThat(state.saw("p", second.at(first.revision() + ControlState.MOST_AHEAD + 1)))
                .isFalse();
        assertThat(state.base()).contains(first);
        assertThat(state.nextRevision()).isEqualTo(2);
        assertThat(state.saw("p", second.at(first.revision() + ControlState.MOST_AHEAD)))
                .isTrue();
    }

    /** Compaction may leave the wrong record in front of what was taken before it. */
    @Test
    void saw_forgetsWhatIsWanted_whenItIsFarAheadOfWhatWasTaken() {
        state.saw("p", second.at(1_000_000));
        state.saw("p:accepted", first);

        assertThat(state.candidates()).containsExactly(first);
        assertThat(state.nextRevision()).isEqualTo(2);
    }

    /** A long life: what the topic keeps may begin anywhere. */
    @Test
    void saw_followsAnyRevision_whenItIsTheFirstThatIsKnown() {
        assertThat(state.saw("p", second.at(1_000_000))).isTrue();
        state.saw("p:accepted", second.at(999_999));
        assertThat(state.candidates()).hasSize(2);
    }

    /** Every running instance has refused it, so one that restarts must as well. */
    @Test
    void candidates_areNotStale() {
        state.saw("p:accepted", second);
        state.saw("p", first);
        assertThat(state.candidates()).containsExactly(second);
    }

    @Test
    void records_ofOtherPipelines_doNotMatter() {
        state.saw("q", first);
        state.saw("p:canary:1", first);
        assertThat(state.candidates()).isEmpty();
        assertThat(state.base()).isEmpty();
    }
}
