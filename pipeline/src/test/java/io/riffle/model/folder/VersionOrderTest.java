package io.riffle.model.folder;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class VersionOrderTest {
    @Test
    void compare_ordersNumbersAsNumbers() {
        List<String> ordered =
                List.of("1", "01", "1.9", "1.10", "1.10.1", "2", "9", "10", "99999999999999999999", "a", "v2", "v10");
        List<String> sorted = new ArrayList<>(ordered);
        Collections.shuffle(sorted, new Random(1));
        sorted.sort(new VersionOrder());
        // "1" and "01" are equal as numbers; "01" is first as text
        assertThat(sorted).startsWith("01").containsExactlyInAnyOrderElementsOf(ordered);
        assertThat(sorted.subList(2, sorted.size())).isEqualTo(ordered.subList(2, ordered.size()));
    }
}
