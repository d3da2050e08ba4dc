package io.riffle.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StartingPointTest {
    @Test
    void back_isWhatKafkasOwnKeySays() {
        assertThat(StartingPoint.of(Map.of("linger.ms", "1")).back()).isEmpty();
        assertThat(StartingPoint.of(Map.of("auto.offset.reset", "earliest")).back())
                .isEmpty();
        assertThat(StartingPoint.of(Map.of("consumer.auto.offset.reset", "latest"))
                        .back())
                .contains(Duration.ZERO);
        assertThat(StartingPoint.of(Map.of("auto.offset.reset", "by_duration:PT90M"))
                        .back())
                .contains(Duration.ofMinutes(90));
    }

    @Test
    void back_isThatOfTheMostSpecialName() {
        assertThat(StartingPoint.of(Map.of(
                                "auto.offset.reset", "latest", "main.consumer.auto.offset.reset", "by_duration:PT1H"))
                        .back())
                .contains(Duration.ofHours(1));
    }
}
