package io.riffle.app.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.riffle.app.run.EventsTopicState.Look;
import io.riffle.app.run.EventsTopicState.Span;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class EventsTopicStateTest {
    private static final Set<Integer> BOTH = Set.of(0, 1);

    private final EventsTopicState state = new EventsTopicState("events");

    private static Look look(String id, Map<Integer, Span> spans, Map<Integer, Long> committed) {
        return new Look(id, spans, committed, BOTH, BOTH);
    }

    @Test
    void after_countsNothing_whileAllIsRead() {
        assertThat(state.after(look("a", Map.of(0, new Span(0, 100), 1, new Span(0, 0)), Map.of(0, 40L))))
                .isZero();
        assertThat(state.after(look("a", Map.of(0, new Span(30, 900), 1, new Span(0, 5)), Map.of(0, 900L, 1, 5L))))
                .isZero();
        assertThat(state.problems()).isEmpty();
    }

    /** The pipeline was stopped, or too slow, for longer than the topic keeps events. */
    @Test
    void after_countsOnce_whatWasDeletedBeforeItWasRead() {
        Map<Integer, Span> deleted = Map.of(0, new Span(900, 1_000), 1, new Span(0, 0));
        Look start = new Look("a", deleted, Map.of(0, 100L), null, Set.of());

        assertThat(state.after(start)).as("not yet known who reads it").isZero();
        assertThat(state.after(look("a", deleted, Map.of(0, 100L)))).isEqualTo(800);
        assertThat(state.after(look("a", deleted, Map.of(0, 100L)))).isZero();
        assertThat(state.after(look("a", deleted, Map.of(0, 1_000L)))).isZero();
        assertThat(state.after(look("a", Map.of(0, new Span(1_500, 1_600)), Map.of(0, 1_550L))))
                .isEqualTo(500);
    }

    @Test
    void after_leavesTheCountToTheInstance_thatReadsThePartition() {
        Map<Integer, Span> deleted = Map.of(0, new Span(900, 1_000));
        state.after(new Look("a", deleted, Map.of(0, 100L), Set.of(0), Set.of()));

        assertThat(state.after(new Look("a", deleted, Map.of(0, 1_000L), Set.of(0), Set.of())))
                .isZero();
        assertThat(state.after(new Look("a", deleted, Map.of(0, 1_000L), Set.of(0), Set.of(0))))
                .isZero();
    }

    /** The consumer goes on if it was, in a topic that begins at zero. */
    @Test
    void after_countsWhatIsBehindTheOldPosition_whenTheTopicWasCreatedAgain() {
        state.after(look("a", Map.of(0, new Span(0, 503)), Map.of(0, 503L)));

        assertThat(state.after(look("b", Map.of(0, new Span(0, 300)), Map.of(0, 503L))))
                .isZero();
        assertThat(state.after(look("b", Map.of(0, new Span(0, 503)), Map.of())))
                .isZero();
        assertThat(state.after(look("b", Map.of(0, new Span(0, 600)), Map.of(0, 600L))))
                .isEqualTo(503);
        assertThat(state.after(look("b", Map.of(0, new Span(0, 700)), Map.of(0, 700L))))
                .isZero();
        assertThat(state.problems())
                .containsExactly("events must stay while it is read: it was deleted and created again");
    }

    @Test
    void after_countsNothing_whenTheNewTopicIsReadFromItsBeginning() {
        state.after(look("a", Map.of(0, new Span(0, 503)), Map.of(0, 503L)));

        assertThat(state.after(look("b", Map.of(0, new Span(0, 300)), Map.of(0, 300L))))
                .isZero();
        assertThat(state.after(look("b", Map.of(0, new Span(0, 900)), Map.of(0, 900L))))
                .isZero();
    }

    @Test
    void unread_areAddedPartitions_untilAnInstanceReadsThem() {
        Map<Integer, Span> two = Map.of(0, new Span(0, 1), 1, new Span(0, 1));
        Map<Integer, Span> three = Map.of(0, new Span(0, 1), 1, new Span(0, 1), 2, new Span(0, 9));
        state.after(new Look("a", two, Map.of(), null, Set.of()));
        state.after(new Look("a", two, Map.of(), Set.of(0), Set.of(0)));
        assertThat(state.unread()).as("an instance is on its way").isEmpty();

        state.after(new Look("a", three, Map.of(), BOTH, BOTH));
        assertThat(state.unread()).containsExactly(2);
        assertThat(state.problems())
                .containsExactly("every partition of events must be read: [2] were added after the start and are not");
        state.after(new Look("a", three, Map.of(), null, Set.of()));
        assertThat(state.unread()).as("while partitions move nothing is known").containsExactly(2);
        state.after(new Look("a", three, Map.of(), Set.of(0, 1, 2), BOTH));
        assertThat(state.unread()).isEmpty();
    }
}
