package io.riffle.app.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PaceTest {
    @Test
    void delay_isWhatIsLeftOfTheRecordedTime_dividedBySpeed() {
        assertThat(Pace.of("1x").delay(1_000, 0)).isEqualTo(1_000_000_000L);
        assertThat(Pace.of("10x").delay(1_000, 30_000_000)).isEqualTo(70_000_000L);
        assertThat(Pace.of("0.5x").delay(1_000, 0)).isEqualTo(2_000_000_000L);
    }

    @Test
    void delay_isNone_whenLateOrOutOfOrderOrAsFastAsPossible() {
        assertThat(Pace.of("10x").delay(1_000, 200_000_000)).isZero();
        assertThat(Pace.of("1x").delay(-5_000, 0)).isZero();
        assertThat(Pace.MAX.delay(1_000_000, 0)).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0x", "10", "x", "-1x", "fast", "1e9x", ""})
    void of_refusesWhatIsNoSpeed(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> Pace.of(text)).withMessageContaining("speed must be");
    }
}
