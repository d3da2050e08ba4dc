package io.riffle.benchmark.loop;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.riffle.benchmark.workload.CardEvent;
import io.riffle.benchmark.workload.FeatureLayout;
import io.riffle.benchmark.workload.Workload;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

final class PaymentReaderTest {
    private static final int EVENTS = 20_000;

    /** Small numbers are written with an exponent: 20,000 events have some. */
    @Test
    void read_equalsTheEventThatWasWritten() throws JsonProcessingException {
        Workload workload = Workload.of(EVENTS, 100);
        PaymentReader reader = new PaymentReader();
        for (int index = 0; index < EVENTS; index++) {
            CardEvent event = workload.event(index);
            byte[] json = new ObjectMapper().writeValueAsBytes(event);
            reader.read(json);

            assertThat(new String(json, reader.idStart(), reader.idLength(), StandardCharsets.US_ASCII))
                    .isEqualTo(event.eventId());
            assertThat(reader.eventTime()).isEqualTo(event.eventTime());
            assertThat(reader.category()).isEqualTo(FeatureLayout.CATEGORIES.indexOf(event.category()));
            assertThat(reader.numbers())
                    .containsExactly(
                            event.amount(),
                            event.distanceKm(),
                            event.merchantRisk(),
                            event.deviceRisk(),
                            event.items(),
                            event.velocity());
        }
    }
}
