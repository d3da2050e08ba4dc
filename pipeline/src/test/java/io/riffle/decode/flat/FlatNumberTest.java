package io.riffle.decode.flat;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FlatNumberTest {
    private final FlatInput input = new FlatInput();
    private final FlatNumber number = new FlatNumber();

    private boolean take(String text) {
        input.open(text.getBytes(StandardCharsets.US_ASCII));
        return number.take(input) && input.isAtEnd();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.0",
                "-0.0",
                "-0e0",
                "12.5",
                "0.1",
                "100000.0000001",
                "1e22",
                "1e23",
                "1e-22",
                "9007199254740992.0",
                "9007199254740993.0",
                "9007199254740991e22",
                "123456789012345678.9",
                "0.30000000000000004",
                "4.35",
                "2.2250738585072014e-308",
                "5e-324",
                "2e-324",
                "1.7976931348623157e308",
                "0e999",
                "1e-999",
                "000.1e-4",
                "6.02214076E+23"
            })
    void value_isWhatJavaReads(String text) {
        boolean taken = take(text);
        assertThat(taken).isEqualTo(!text.startsWith("00"));
        if (taken) {
            assertThat(Double.doubleToRawLongBits(number.value()))
                    .isEqualTo(Double.doubleToRawLongBits(Double.parseDouble(text)));
        }
    }

    /** Shortest texts of doubles of every size, and decimals as people write them. */
    @Test
    void value_isWhatJavaReads_forRandomNumbers() {
        Random random = new Random(7);
        for (int i = 0; i < 200_000; i++) {
            check(Double.toString(Double.longBitsToDouble(random.nextLong())));
            check(Double.toString(random.nextDouble()));
            check(random.nextInt(10_000_000) / 100.0 + "");
            check((random.nextLong() >> random.nextInt(64)) + "e" + (random.nextInt(50) - 25));
        }
    }

    private void check(String text) {
        boolean finite = Double.isFinite(Double.parseDouble(text));
        if (take(text) != finite) {
            throw new AssertionError((finite ? "must be taken: " : "must not be taken: ") + text);
        }
        if (finite
                && Double.doubleToRawLongBits(number.value()) != Double.doubleToRawLongBits(Double.parseDouble(text))) {
            throw new AssertionError(text + " must be read as by Java: was " + number.value());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-",
                "+1",
                "01",
                "-01",
                "1.",
                ".5",
                "1.e5",
                "1e",
                "1e+",
                "1e5.5",
                "NaN",
                "Infinity",
                "1e999",
                "-1e999",
                "9223372036854775808",
                "1e12345",
                "0.00000000000000000000000000000000000000000000000001",
                "1f",
                "0x1"
            })
    void take_leavesAloneWhatIsNoUsualNumber(String text) {
        assertThat(take(text)).isFalse();
    }

    @Test
    void isWhole_allowsAFractionOfZero() {
        assertThat(take("3.0") && number.isWhole() && !number.isInteger()).isTrue();
        assertThat(number.whole()).isEqualTo(3);
        assertThat(take("3.5") && number.isWhole()).isFalse();
        assertThat(take("1e16") && number.isWhole()).isFalse();
        assertThat(take("-999999999999999999") && number.isWhole()).isTrue();
        assertThat(number.whole()).isEqualTo(-999_999_999_999_999_999L);
    }
}
