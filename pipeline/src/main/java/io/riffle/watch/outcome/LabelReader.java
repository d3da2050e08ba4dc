package io.riffle.watch.outcome;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.riffle.frame.FrameRow;
import java.io.IOException;
import java.util.Optional;

/** Reads a record of the labels topic. A label that is a number is the same however it is written: 1, 1.0 and "1" agree. */
public final class LabelReader {
    private static final ObjectMapper JSON = new ObjectMapper();

    private static final int LONGEST_ID = 512;
    private static final int LONGEST_TRUTH = 1_024;

    private LabelReader() {}

    /** The label, empty if the record is none. */
    public static Optional<Label> read(FrameRow row) {
        byte[] value = row.value();
        if (value == null) {
            return Optional.empty();
        }
        try {
            return read(JSON.readTree(value), row.timestamp());
        } catch (IOException notJson) {
            return Optional.empty();
        }
    }

    private static Optional<Label> read(JsonNode object, long timestamp) {
        JsonNode id = object.path("event_id");
        JsonNode truth = object.path("label");
        JsonNode time = object.path("label_time_ms");
        boolean usable = isName(id)
                && truth.isValueNode()
                && !truth.isNull()
                && text(truth).length() <= LONGEST_TRUTH;
        if (!usable || !(time.isMissingNode() || time.isIntegralNumber())) {
            return Optional.empty();
        }
        return Optional.of(new Label(id.textValue(), text(truth), time.isMissingNode() ? timestamp : time.longValue()));
    }

    /** No event has another id. */
    private static boolean isName(JsonNode id) {
        return id.isTextual() && !id.textValue().isEmpty() && id.textValue().length() <= LONGEST_ID;
    }

    private static String text(JsonNode truth) {
        boolean whole = truth.isNumber()
                && truth.doubleValue() == Math.rint(truth.doubleValue())
                && Math.abs(truth.doubleValue()) < 1e15;
        return whole ? Long.toString(truth.longValue()) : truth.asText();
    }
}
