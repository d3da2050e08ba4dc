package io.riffle.model.folder;

import java.util.Map;

/** One input with its expected score. Values are numbers, booleans or strings; a feature that is not there is missing. */
public record GoldenRow(Map<String, Object> features, double score) {
    public GoldenRow {
        features = Map.copyOf(features);
    }
}
