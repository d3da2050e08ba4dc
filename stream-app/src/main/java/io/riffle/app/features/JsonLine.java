package io.riffle.app.features;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.LinkedHashMap;
import java.util.Map;

/** One flat JSON object a line; null is no value. */
final class JsonLine implements LineFormat {
    private static final ObjectMapper JSON = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    @Override
    public Map<String, String> cells(String line) throws BadRowException {
        JsonNode row = parse(line);
        if (!row.isObject()) {
            throw new BadRowException("must be a JSON object: was " + row.getNodeType());
        }
        Map<String, String> cells = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> cell : row.properties()) {
            if (cell.getValue().isContainerNode()) {
                throw new BadRowException(cell.getKey() + " must be a single value: was " + cell.getValue());
            }
            if (!cell.getValue().isNull()) {
                cells.put(cell.getKey(), cell.getValue().asText());
            }
        }
        return cells;
    }

    private static JsonNode parse(String line) throws BadRowException {
        try {
            return JSON.readTree(line);
        } catch (JsonProcessingException invalid) {
            throw new BadRowException("must be JSON: " + invalid.getOriginalMessage());
        }
    }
}
