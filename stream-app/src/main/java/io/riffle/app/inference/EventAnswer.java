package io.riffle.app.inference;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.LinkedHashMap;
import java.util.Map;

/** What became of one event that was asked about. */
public sealed interface EventAnswer {
    /** HTTP status of the answer, if it is the only one. */
    int status();

    /** The answer as JSON in UTF-8. */
    byte[] json();

    /** A prediction record, as it would stand in the predictions topic. */
    record Scored(byte[] json) implements EventAnswer {
        @Override
        public int status() {
            return 200;
        }
    }

    /** Why the event would become a dead letter, in the words of the dead-letter topic. */
    record Refused(String stage, String reason, String message) implements EventAnswer {
        private static final ObjectMapper JSON = new ObjectMapper();

        @Override
        public int status() {
            return 422;
        }

        @Override
        public byte[] json() {
            Map<String, Object> error = new LinkedHashMap<>();
            error.put("status", status());
            error.put("error", message);
            error.put("reason", reason);
            error.put("stage", stage);
            try {
                return JSON.writeValueAsBytes(error);
            } catch (JsonProcessingException impossible) {
                throw new IllegalStateException("texts must be writable as JSON", impossible);
            }
        }
    }
}
