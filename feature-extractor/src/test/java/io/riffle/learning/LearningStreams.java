package io.riffle.learning;

import com.fasterxml.jackson.databind.JsonNode;
import io.riffle.ReferenceData;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Labelled events for tests: recorded ones, and simulated ones of known kinds. */
final class LearningStreams {
    private LearningStreams() {}

    /** One labelled event. */
    record Event(double[] inputs, double truth, long time, long labelTime) {
        Example example() {
            return Example.of(inputs, truth);
        }
    }

    static List<Event> electricity() {
        return recorded(
                "events/electricity/events.jsonl.gz",
                "events/electricity/labels.jsonl.gz",
                List.of("period", "nswprice", "nswdemand", "vicprice", "vicdemand", "transfer"));
    }

    static List<Event> concept() {
        return recorded("drift/concept.events.jsonl.gz", "drift/concept.labels.jsonl.gz", List.of("x1", "x2", "x3"));
    }

    private static List<Event> recorded(String events, String labels, List<String> features) {
        Map<String, JsonNode> truths = new HashMap<>();
        ReferenceData.jsonLines(labels)
                .forEach(label -> truths.put(label.get("event_id").asText(), label));
        List<Event> all = new ArrayList<>();
        for (JsonNode event : ReferenceData.jsonLines(events)) {
            JsonNode label = truths.get(event.get("event_id").asText());
            double[] inputs = features.stream()
                    .mapToDouble(name -> event.get("features").get(name).asDouble())
                    .toArray();
            all.add(new Event(
                    inputs,
                    label.get("label").asDouble(),
                    event.get("event_time_ms").asLong(),
                    label.get("label_time_ms").asLong()));
        }
        return all;
    }

    /** The probability of yes follows a logistic rule, whose weights walk at random by so much each row. */
    static List<Event> logistic(long seed, int rows, double walk, double intercept) {
        Random random = new Random(seed);
        double[] weights = random.doubles(5, -2, 2).toArray();
        List<Event> all = new ArrayList<>();
        for (int row = 0; row < rows; row++) {
            double[] inputs = new double[weights.length];
            double margin = intercept;
            for (int i = 0; i < inputs.length; i++) {
                inputs[i] = random.nextGaussian();
                margin += weights[i] * inputs[i];
                weights[i] += walk * random.nextGaussian();
            }
            double yes = 1 / (1 + Math.exp(-margin));
            all.add(new Event(inputs, random.nextDouble() < yes ? 1 : 0, row * 1_000L, row * 1_000L + 500));
        }
        return all;
    }
}
