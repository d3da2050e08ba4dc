package io.riffle.benchmark.loop;

import io.riffle.benchmark.workload.CardEvent;
import io.riffle.benchmark.workload.MlpModel;
import java.nio.charset.StandardCharsets;

/** Writes a prediction by hand: ids and numbers of this workload need no escaping. */
final class PredictionWriter {
    private static final String MODEL = "\",\"model_name\":\"" + MlpModel.NAME + "\",\"model_version\":\""
            + MlpModel.VERSION + "\",\"outputs\":[{\"name\":\"" + MlpModel.OUTPUT
            + "\",\"shape\":[1,1],\"datatype\":\"FP32\",\"data\":[";
    private static final String ENTITY = ",\"variant\":\"" + MlpModel.VARIANT + "\",\"entity\":\"";

    private final String source;
    private final StringBuilder text = new StringBuilder(512);

    PredictionWriter(String eventsTopic) {
        source = ",\"source\":{\"topic\":\"" + eventsTopic + "\",\"partition\":";
    }

    byte[] write(CardEvent event, float score, int partition, long offset) {
        text.setLength(0);
        text.append("{\"id\":\"").append(event.eventId()).append(MODEL);
        int start = text.length();
        text.append(score);
        int end = text.length();
        text.append("]}],\"parameters\":{\"score\":").append(text, start, end);
        text.append(ENTITY).append(event.cardId());
        text.append("\",\"event_time_ms\":").append(event.eventTime());
        text.append(source).append(partition).append(",\"offset\":").append(offset);
        return text.append("}}}").toString().getBytes(StandardCharsets.ISO_8859_1);
    }
}
