package io.riffle.benchmark.loop;

import io.riffle.benchmark.workload.CardEvent;
import io.riffle.benchmark.workload.MlpModel;
import java.nio.charset.StandardCharsets;

/** Writes a prediction by hand: ids and numbers of this workload need no escaping. */
final class PredictionWriter {
    private static final String MODEL =
            "\",\"model_name\":\"" + MlpModel.NAME + "\",\"model_version\":\"" + MlpModel.VERSION + "\",\"outputs\":[{"
                    + "\"name\":\"" + MlpModel.OUTPUT + "\",\"shape\":[1],\"datatype\":\"FP32\",\"data\":[";

    private final StringBuilder text = new StringBuilder(512);

    byte[] write(CardEvent event, float score) {
        text.setLength(0);
        text.append("{\"id\":\"").append(event.eventId()).append(MODEL);
        int start = text.length();
        text.append(score);
        int end = text.length();
        text.append("]}],\"parameters\":{\"entity\":\"").append(event.cardId());
        text.append("\",\"event_time\":").append(event.eventTime());
        text.append(",\"score\":").append(text, start, end).append("}}");
        return text.toString().getBytes(StandardCharsets.ISO_8859_1);
    }
}
