package io.riffle.demo.payments;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DemoProducerTest {
    @Test
    void due_risesToTheRate_whenTheRampIsOver() {
        assertThat(DemoProducer.due(0, 1_000)).isZero();
        assertThat(DemoProducer.due(1, 1_000)).isEqualTo(125);
        assertThat(DemoProducer.due(4, 1_000)).isEqualTo(2_000);
        assertThat(DemoProducer.due(10, 1_000) - DemoProducer.due(9, 1_000)).isEqualTo(1_000);
    }
}
