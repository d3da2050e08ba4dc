package io.riffle.schema;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AlertNameTest {
    @ParameterizedTest
    @ValueSource(
            strings = {"drift:3/champion/amount", "quality:-/-/volume", "canary:4", "slow:instance/a:80/p99_latency"})
    void name_isReadBack(String text) {
        assertThat(AlertName.parse(text).text()).isEqualTo(text);
    }

    @Test
    void subject_keepsItsMeasure_whenThatHasSlashes() {
        assertThat(AlertSubject.parse("3/champion/a/b")).isEqualTo(new AlertSubject("3", "champion", "a/b"));
    }

    @Test
    void subject_isAVersionAlone_whenThereIsNoMore() {
        assertThat(AlertSubject.parse("4")).isEqualTo(AlertSubject.ofVersion("4"));
    }

    @Test
    void instance_isToldFromAVersion() {
        assertThat(AlertSubject.ofInstance("a:80", "p99_latency").isInstance()).isTrue();
        assertThat(AlertSubject.ofVersion("3").isInstance()).isFalse();
    }

    @Test
    void id_tellsOneTimeFromTheNext() {
        assertThat(AlertName.parse("canary:4").id(17)).isEqualTo("canary:4:17");
    }
}
