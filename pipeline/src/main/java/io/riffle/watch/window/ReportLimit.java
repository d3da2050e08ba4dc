package io.riffle.watch.window;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.riffle.frame.RecordLimit;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a report a record that its topic takes: a pipeline may have any number of features. What does not fit goes from the
 * end of the report's largest list, such as {@code features}, where what matters least stands; {@code features_cut} says
 * how many. Alerts come of all of them.
 */
final class ReportLimit {
    private static final Logger LOG = LoggerFactory.getLogger(ReportLimit.class);
    private static final ObjectMapper JSON = new ObjectMapper();

    /** For a report's key and the record around it. */
    private static final int BESIDE = 16 << 10;

    private static final int MOST = RecordLimit.USUAL.bytes() - BESIDE;

    private ReportLimit() {}

    /** The same report where it is small enough. */
    static byte[] fitting(byte[] report) {
        return report.length <= MOST ? report : cut(report);
    }

    private static byte[] cut(byte[] report) {
        try {
            ObjectNode fields = (ObjectNode) JSON.readTree(report);
            byte[] fitting = report;
            while (fitting.length > MOST && cutLargest(fields, fitting.length - MOST)) {
                fitting = JSON.writeValueAsBytes(fields);
            }
            return fitting;
        } catch (IOException impossible) {
            throw new UncheckedIOException("a report must be a JSON object", impossible);
        }
    }

    /** Whether there was something to cut. */
    private static boolean cutLargest(ObjectNode fields, int excess) throws JsonProcessingException {
        String name = "";
        int size = 0;
        for (Map.Entry<String, JsonNode> member : fields.properties()) {
            int bytes = member.getValue() instanceof ArrayNode list && !list.isEmpty() ? bytes(list) : 0;
            name = bytes > size ? member.getKey() : name;
            size = Math.max(size, bytes);
        }
        if (size == 0) {
            return false;
        }
        ArrayNode list = (ArrayNode) fields.get(name);
        ArrayNode kept = fitting(list, size - excess);
        int cut = list.size() - kept.size();
        fields.set(name, kept);
        fields.put(name + "_cut", fields.path(name + "_cut").asInt() + cut);
        LOG.warn(
                "a report must have at most {} bytes: its last {} of {} {} are left out", MOST, cut, list.size(), name);
        return true;
    }

    /** The first of a list, at least one less. */
    private static ArrayNode fitting(ArrayNode list, int most) throws JsonProcessingException {
        ArrayNode kept = JsonNodeFactory.instance.arrayNode();
        int size = 0;
        for (int i = 0; i < list.size() - 1; i++) {
            size += bytes(list.get(i)) + 1;
            if (size > most - BESIDE) {
                return kept;
            }
            kept.add(list.get(i));
        }
        return kept;
    }

    private static int bytes(JsonNode node) throws JsonProcessingException {
        return JSON.writeValueAsBytes(node).length;
    }
}
