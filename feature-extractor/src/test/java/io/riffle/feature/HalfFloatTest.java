package io.riffle.feature;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HalfFloatTest {
    /** Bits of numpy's float16. */
    @ParameterizedTest
    @CsvSource({
        "0.0, 0000",
        "-0.0, 8000",
        "1, 3c00",
        "-2, c000",
        "0.3333333333333333, 3555",
        "3.14159265, 4248",
        "65504, 7bff",
        "65519.99, 7bff",
        "65520, 7c00",
        "1e300, 7c00",
        "-Infinity, fc00",
        "NaN, 7e00",
        "6.103515625e-05, 0400",
        "6.09755516e-05, 03ff",
        "5.9604645e-08, 0001",
        "2.98023223876953125e-08, 0000",
        "2.9802323e-08, 0001",
        "1.00048828125, 3c00",
        "1.00146484375, 3c02",
        "2047.9, 6800"
    })
    void bits_areThoseOfTheNearestHalf(double value, String bits) {
        assertThat(String.format("%04x", HalfFloat.bits(value))).isEqualTo(bits);
    }

    @Test
    void value_comesBackFromItsBits_whicheverItIs() {
        for (int bits = 0; bits < 1 << 16; bits++) {
            float value = HalfFloat.value((short) bits);
            if (!Float.isNaN(value)) {
                assertThat(HalfFloat.bits(value)).isEqualTo((short) bits);
            }
        }
    }
}
