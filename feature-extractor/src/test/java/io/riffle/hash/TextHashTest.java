package io.riffle.hash;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextHashTest {
    /** Expected values from lz4-java's XXH64 over the UTF-16LE bytes, seed 0. Lengths take every path of the algorithm. */
    @ParameterizedTest
    @CsvSource({
        "'', EF46DB3751D8E999",
        "a, E513E02C99167F96",
        "ab, 2B4D0FC9E4BF29E2",
        "abc, AFF0F2A2F8B32731",
        "abcd, AD9338B32CDA24C1",
        "event-1, 5CD08576FD977C77",
        "intr-s-000514, E1DE48419C6A0614",
        "0123456789abcdef, 65915D1B2958D2EF",
        "3f2504e0-4f89-11d3-9a0c-0305e82c3301, 2C2E95319126F60D",
        "'Grüße, 世界 \uD83D\uDE00', F206F9DB66F997C3"
    })
    void of_equalsReference(String text, String expected) {
        assertThat(Long.toHexString(TextHash.of(text))).isEqualToIgnoringCase(expected);
    }

    @Test
    void ofNumber_differs_forDifferentNumbers() {
        Set<Integer> low = new HashSet<>();
        for (int i = 0; i < 1000; i++) {
            low.add((int) TextHash.of((double) i));
        }
        assertThat(low).hasSize(1000);
        assertThat(TextHash.of(-0.0)).isEqualTo(TextHash.of(0.0));
    }
}
