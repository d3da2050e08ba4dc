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
        assertThat(state.base()).contains(first);
        assertThat(state.nextRevision()).isEqualTo(3);
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
