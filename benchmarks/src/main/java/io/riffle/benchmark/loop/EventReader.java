package io.riffle.benchmark.loop;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.riffle.benchmark.workload.CardEvent;
import io.riffle.benchmark.workload.FeatureLayout;
import java.io.IOException;

/** Reads the fields that are needed, in one pass and without an object tree; not thread-safe. */
final class EventReader {
    private final JsonFactory factory = new JsonFactory();
    private final double[] numbers = new double[FeatureLayout.EVENT_FIELDS.size()];
    private String eventId = "";
    private String cardId = "";
    private String category = "";
    private long eventTime;

    CardEvent read(byte[] json) throws IOException {
        try (JsonParser parser = factory.createParser(json)) {
            parser.nextToken();
            for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
                readField(name, parser.nextToken(), parser);
            }
        }
        return new CardEvent(
                eventId,
                cardId,
                eventTime,
                numbers[0],
                numbers[1],
                numbers[2],
                numbers[3],
                (int) numbers[4],
                numbers[5],
                category,
                "",
                "");
    }

    private void readField(String name, JsonToken token, JsonParser parser) throws IOException {
        switch (name) {
            case "event_id" -> eventId = parser.getText();
            case "card_id" -> cardId = parser.getText();
            case "category" -> category = parser.getText();
            case "event_time" -> eventTime = parser.getLongValue();
            default -> {
                int column = token.isNumeric() ? FeatureLayout.EVENT_FIELDS.indexOf(name) : -1;
                if (column >= 0) {
                    numbers[column] = parser.getDoubleValue();
                }
            }
        }
    }
}
