package io.riffle.benchmark.workload;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.List;

/** What every contender writes per event, in the shape of the Open Inference Protocol V2. */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
public record Prediction(
        String id, String modelName, String modelVersion, List<Output> outputs, Parameters parameters) {

    /** One model output: here the score. */
    public record Output(String name, List<Integer> shape, String datatype, List<Float> data) {}

    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    public record Parameters(float score, String variant, String entity, long eventTimeMs, Source source) {}

    /** Where the event stands. */
    public record Source(String topic, int partition, long offset) {}

    public static Prediction of(CardEvent event, float score, Source source) {
        return new Prediction(
                event.eventId(),
                MlpModel.NAME,
                MlpModel.VERSION,
                List.of(new Output(MlpModel.OUTPUT, List.of(1, 1), "FP32", List.of(score))),
                new Parameters(score, MlpModel.VARIANT, event.cardId(), event.eventTime(), source));
    }
}
