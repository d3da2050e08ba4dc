package io.riffle.routing;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonBufferTest {
    private final JsonBuffer json = new JsonBuffer();

    @ParameterizedTest
    @CsvSource({
        "0.5, 0.5",
        "-0.5, -0.5",
        "0.01, 0.01",
        "-12.34, -12.34",
        "105.4, 105.4",
        "100.05, 100.05",
        "0.005, 0.005",
        "99999999.99, 99999999.99",
        "-0.0, 0",
        "3, 3",
        "1e15, 1.0E15",
        "1e300, 1.0E300"
    })
    void number_isTheShortestDecimal(double value, String text) {
        assertThat(written(buffer -> buffer.number(value))).isEqualTo(text);
    }

    /** The JDK's text is an independent reference for all that has at most 15 digits. */
    @Test
    void number_equalsTheDecimalOfTheJdk_whateverItIs() {
        SplittableRandom random = new SplittableRandom(7);
        for (int i = 0; i < 200_000; i++) {
            double decimal = random.nextLong(-10_000_000_000_000_000L, 10_000_000_000_000_000L)
                    / Math.pow(10, random.nextInt(0, 5));
            double any = Double.longBitsToDouble(random.nextLong());
            for (double value : new double[] {decimal, Math.nextUp(decimal), any}) {
                if (Double.isFinite(value)) {
                    String text = written(buffer -> buffer.number(value));
                    assertThat(Double.parseDouble(text)).as(text).isEqualTo(value + 0.0);
                    assertThat(new BigDecimal(text).stripTrailingZeros().precision())
                            .as(text)
                            .isLessThanOrEqualTo(new BigDecimal(Double.toString(value)).precision());
                }
            }
        }
    }

    @Test
    void number_isNull_whenItIsNotFinite() {
        assertThat(written(buffer -> buffer.number(Double.NaN).number(Float.NEGATIVE_INFINITY)))
                .isEqualTo("nullnull");
    }

    @Test
    void floats_areTheirOwn_alsoAfterOthersThatAreEqual() {
        assertThat(written(buffer -> {
                    buffer.number(0.9f).raw(',').number(0.9f).raw(',').number(0.0f);
                    buffer.raw(',').number(-0.0f).raw(',').number(0.9f);
                }))
                .isEqualTo("0.9,0.9,0.0,-0.0,0.9");
    }

    private String written(Consumer<JsonBuffer> writing) {
        json.clear();
        writing.accept(json);
        return new String(json.toBytes(), StandardCharsets.UTF_8);
    }
}
