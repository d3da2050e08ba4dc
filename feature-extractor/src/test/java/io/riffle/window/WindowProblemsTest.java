package io.riffle.window;

import static io.riffle.window.WindowTables.OF_NUMBERS;
import static io.riffle.window.WindowTables.OF_TEXTS;
import static io.riffle.window.WindowTables.window;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class WindowProblemsTest {
    @Test
    void in_findsNone_forShortestLongestAndText() {
        assertThat(problems(window("w", "amount", "PT10S", "PT1S", OF_NUMBERS))).isEmpty();
        assertThat(problems(window("w", "amount", "P7D", "PT3H", OF_NUMBERS))).isEmpty();
        assertThat(problems(window("w", "shop", "PT256S", "PT1S", OF_TEXTS))).isEmpty();
    }

    @Test
    void in_tellsRuleAndValue_forEachRule() {
        assertThat(problems(window("w", "amount", "PT9S", "PT1S", OF_NUMBERS)))
                .containsExactly("over must be from PT10S to PT168H: was PT9S (window w)");
        assertThat(problems(window("w", "amount", "PT169H", "PT1H", OF_NUMBERS)))
                .containsExactly("over must be from PT10S to PT168H: was PT169H (window w)");
        assertThat(problems(window("w", "amount", "PT10S", "PT0.5S", OF_NUMBERS)))
                .containsExactly("every must be at least PT1S and divide over: was PT0.5S of PT10S (window w)");
        assertThat(problems(window("w", "amount", "PT257S", "PT1S", OF_NUMBERS)))
                .containsExactly("over must be at most 256 times every: was 257 times (window w)");
        assertThat(problems(window("w", "amount", "PT10S", "PT1S", List.of())))
                .containsExactly("aggregates must name at least one: none given (window w)");
        assertThat(problems(window("w", "amount", "PT10S", "PT1S", List.of(Aggregate.SUM, Aggregate.SUM))))
                .containsExactly("an aggregate must be named once: SUM is named twice (window w)");
        assertThat(problems(window("w", "limit", "PT10S", "PT1S", OF_TEXTS)))
                .containsExactly("of must name a declared event field: was 'limit' (window w)");
        assertThat(problems(window("w", "shop", "PT10S", "PT1S", List.of(Aggregate.SUM))))
                .containsExactly("a window of a CATEGORY field must ask for count, distinct or since_last: asks for SUM"
                        + " (window w)");
    }

    private static List<String> problems(WindowSpec window) {
        return WindowProblems.in(window, WindowTables.schema(List.of()));
    }
}
