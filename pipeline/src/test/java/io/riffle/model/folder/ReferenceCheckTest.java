package io.riffle.model.folder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.riffle.model.ModelRefusedException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReferenceCheckTest {
    private static final Instant NOW = Instant.parse("2026-02-01T00:00:00Z");

    @Test
    void nothing_isTold_ofAReferenceThatIsOne() throws Exception {
        assertThat(problems("""
                reference:
                  rows: 100
                  from: 2026-01-01T00:00:00Z
                  to: 2026-01-31T00:00:00Z
                  numbers: {amount: {edges: [0, 1, 2], counts: [0, 40, 50, 0], missing: 10}}
                  categories: {shop: {counts: {web: 60, store: 30}, missing: 5}}
                """)).isEmpty();
    }

    @Test
    void reference_isToldToBeNone_whenItHasTooFewRows() throws Exception {
        assertThat(problems("""
                reference:
                  rows: 3
                  numbers: {amount: {edges: [0, 1, 2, 3], counts: [0, 1, 1, 1, 0]}, none: {edges: [], counts: [3]}}
                  categories: {shop: {counts: {web: 1, store: 1, kiosk: 1}}}
                  score: {edges: [0.5], counts: [1, 1]}
                """))
                .containsExactly(
                        "amount must have more rows than bins: has 3 rows in 5 bins",
                        "none must have edges: has none, so no value differs from another",
                        "score must have the 3 rows of the reference: has 2",
                        "shop must have more rows than categories: has 3 rows in 3 categories");
    }

    @Test
    void reference_isToldToBeOfAnotherPeriod() throws Exception {
        assertThat(problems("reference: {from: 2025-01-01T00:00:00Z, to: 2025-01-01T06:00:00Z}"))
                .hasSize(2)
                .anyMatch(problem -> problem.startsWith("the reference must span a day: spans"))
                .anyMatch(problem ->
                        problem.startsWith("the reference must be of the period before: ended 395 days ago"));
        assertThat(problems("reference: {from: 2026-01-01T00:00:00Z, to: 2026-03-01T06:00:00Z}"))
                .containsExactly("the reference must be of the past: ends 2026-03-01T06:00:00Z");
    }

    /** As all profiles were before there were bins beyond the range. */
    @Test
    void openRanges_areTold() throws Exception {
        assertThat(problems("reference: {numbers: {amount: {edges: [1, 2], counts: [9, 9, 9]}}}"))
                .singleElement()
                .asString()
                .contains("amount cannot tell a value out of range");
    }

    @Test
    void period_isRefused_whenItIsNone() {
        assertThatThrownBy(() -> problems("reference: {from: 2026-01-01T00:00:00Z}"))
                .hasMessageContaining("reference.to  must be given with from");
        assertThatThrownBy(() -> problems("reference: {from: 2026-01-02T00:00:00Z, to: 2026-01-01T00:00:00Z}"))
                .hasMessageContaining("reference.to  must not be before from");
        assertThatThrownBy(() -> problems("reference: {from: yesterday, to: today}"))
                .hasMessageContaining("must be a time such as 2026-01-31T12:00:00Z");
    }

    private static List<String> problems(String yaml) throws ModelRefusedException {
        ReferenceProfile reference =
                new ManifestReader(Path.of("reference.yaml")).readReference(yaml.getBytes(StandardCharsets.UTF_8));
        return ReferenceCheck.problems(reference, NOW);
    }
}
