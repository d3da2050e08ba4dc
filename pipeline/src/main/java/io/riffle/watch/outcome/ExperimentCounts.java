package io.riffle.watch.outcome;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Counts of an experiment's variants, with what is kept between two looks. Parts of it travel to the sum, which is stored.
 *
 * @param weights in percent by variant, the first one is the baseline; empty in a part that does not know them
 * @param smallestP the smallest always-valid p value of each variant at any look so far
 */
record ExperimentCounts(
        Map<String, Integer> weights, Map<String, VariantCounts> variants, Map<String, Double> smallestP) {
    static final ExperimentCounts NONE = new ExperimentCounts(Map.of(), Map.of(), Map.of());
    private static final ObjectMapper JSON = new ObjectMapper();

    ExperimentCounts plus(ExperimentCounts part) {
        Map<String, VariantCounts> sum = new LinkedHashMap<>(variants);
        part.variants.forEach((name, counts) -> sum.merge(name, counts, VariantCounts::plus));
        return new ExperimentCounts(part.weights.isEmpty() ? weights : part.weights, sum, smallestP);
    }

    /** The same counts after a look. */
    ExperimentCounts lookedAt(Map<String, Double> p) {
        Map<String, Double> smallest = new LinkedHashMap<>(smallestP);
        p.forEach((name, value) -> smallest.merge(name, value, Math::min));
        return new ExperimentCounts(weights, variants, smallest);
    }

    VariantCounts of(String variant) {
        return variants.getOrDefault(variant, VariantCounts.NONE);
    }

    byte[] toBytes() {
        try {
            return JSON.writeValueAsBytes(this);
        } catch (JsonProcessingException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    static ExperimentCounts of(byte[] stored) {
        try {
            return JSON.readValue(stored, ExperimentCounts.class);
        } catch (IOException cut) {
            throw new UncheckedIOException("stored counts of an experiment must be readable", cut);
        }
    }
}
