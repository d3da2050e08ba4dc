package io.riffle.watch.outcome;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Counts of an experiment's variants, with what is kept between two looks. Parts of it travel to the sum, which is stored.
 *
 * @param weights in percent by variant, the first one is the baseline; empty in a part that does not know them
 * @param smallestP the smallest always-valid p value of each variant at any look so far
 * @param phases the entities under each of the weights that there were
 */
record ExperimentCounts(
        Map<String, Integer> weights,
        Map<String, VariantCounts> variants,
        Map<String, Double> smallestP,
        List<Phase> phases) {
    static final ExperimentCounts NONE = new ExperimentCounts(Map.of(), Map.of(), Map.of(), List.of());
    private static final ObjectMapper JSON = new ObjectMapper();

    /** The entities of each variant while these were the weights; one that moved counts under both. */
    record Phase(Map<String, Integer> weights, Map<String, Long> entities) {
        private Phase plus(Phase other) {
            Map<String, Long> sum = new LinkedHashMap<>(entities);
            other.entities.forEach((variant, more) -> sum.merge(variant, more, Long::sum));
            return new Phase(weights, sum);
        }
    }

    @SuppressWarnings("NullAway") // counts that were stored before there were phases have none
    ExperimentCounts {
        phases = phases == null ? List.of() : List.copyOf(phases);
    }

    /** Of the scored events of one frame. */
    static ExperimentCounts scored(ExperimentPhase phase, String variant, JoinResult joined, long events) {
        return new ExperimentCounts(
                phase.weights(),
                Map.of(variant, VariantCounts.scored(joined.newEntities(), events)),
                Map.of(),
                List.of(new Phase(phase.weights(), Map.of(variant, (long) joined.newEntitiesInPhase()))));
    }

    /** Of outcomes. */
    static ExperimentCounts outcomes(Map<String, VariantCounts> variants) {
        return new ExperimentCounts(Map.of(), variants, Map.of(), List.of());
    }

    ExperimentCounts plus(ExperimentCounts part) {
        Map<String, VariantCounts> sum = new LinkedHashMap<>(variants);
        part.variants.forEach((name, counts) -> sum.merge(name, counts, VariantCounts::plus));
        return new ExperimentCounts(part.weights.isEmpty() ? weights : part.weights, sum, smallestP, plus(part.phases));
    }

    private List<Phase> plus(List<Phase> more) {
        List<Phase> sum = new ArrayList<>(phases);
        for (Phase each : more) {
            int same = 0;
            while (same < sum.size() && !sum.get(same).weights().equals(each.weights())) {
                same++;
            }
            if (same == sum.size()) {
                sum.add(each);
            } else {
                sum.set(same, sum.get(same).plus(each));
            }
        }
        return sum;
    }

    /** The same counts after a look. */
    ExperimentCounts lookedAt(Map<String, Double> p) {
        Map<String, Double> smallest = new LinkedHashMap<>(smallestP);
        p.forEach((name, value) -> smallest.merge(name, value, Math::min));
        return new ExperimentCounts(weights, variants, smallest, phases);
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
