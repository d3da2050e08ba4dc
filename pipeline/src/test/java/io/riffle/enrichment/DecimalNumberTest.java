package io.riffle.enrichment;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DecimalNumberTest {
    /** The JDK's own reading is the reference; the texts are what Java, Python and C print. */
    @Test
    void parse_equalsTheJdk_forRandomNumbersInSeveralNotations() {
        Random random = new Random(20260101);
        for (int i = 0; i < 20_000; i++) {
            double value = (random.nextDouble() - 0.5) * Math.pow(10, random.nextInt(40) - 20);
            for (String text : new String[] {
                Double.toString(value), Float.toString((float) value), Long.toString((long) (value * 1e6))
            }) {
                assertThat(parse(text)).as(text).isEqualTo(Double.parseDouble(text));
            }
            String fixed = java.math.BigDecimal.valueOf(random.nextLong(1_000_000_000_000_000L), random.nextInt(16))
                    .toPlainString();
            assertThat(parse(fixed)).as(fixed).isEqualTo(Double.parseDouble(fixed));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-0", "1.", ".5", "-.5", "+1", "007", "1e3", "9007199254740993", "4.9e-324"})
    void parse_equalsTheJdk_atTheEdges(String text) {
        assertThat(parse(text)).isEqualTo(Double.parseDouble(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-",
                ".",
                "-.",
                "1.2.3",
                "NaN",
                "Infinity",
                "1e999",
                "0x1p3",
                "1d",
                " 1",
                "1 ",
                "1,5",
                "--1",
                "e",
                "١"
            })
    void parse_isNaN_whenTheTextIsNoFiniteDecimalNumber(String text) {
        assertThat(parse(text)).isNaN();
    }

    private static double parse(String text) {
        byte[] bytes = ("@@" + text + "@@").getBytes(StandardCharsets.UTF_8);
        return DecimalNumber.parse(ByteBuffer.wrap(bytes), 2, bytes.length - 2);
    }
}
