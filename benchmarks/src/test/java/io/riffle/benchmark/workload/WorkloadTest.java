package io.riffle.benchmark.workload;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;

final class WorkloadTest {
    private final Workload workload = Workload.of(10_000, 100);

    @Test
    void event_isTheSame_whenAskedAgain() {
        assertThat(workload.event(17)).isEqualTo(workload.event(17)).isNotEqualTo(workload.event(18));
    }

    @Test
    void event_hasAbout250Bytes() throws JsonProcessingException {
        assertThat(new ObjectMapper().writeValueAsBytes(workload.event(17))).hasSizeBetween(230, 280);
    }

    @Test
    void index_isFoundInThePrediction() throws JsonProcessingException {
        Prediction prediction =
                Prediction.of(workload.event(4711), 0.5f, new Prediction.Source("benchmark.events", 1, 42));

        byte[] json = new ObjectMapper().writeValueAsBytes(prediction);

        assertThat(PredictionId.index(json)).isEqualTo(4711);
    }
}
