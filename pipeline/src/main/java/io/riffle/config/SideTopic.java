package io.riffle.config;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/** Topics beside the way of an event; which of them a pipeline needs follows from what it declares. */
public enum SideTopic {
    CONTROL("Which model versions score; written by `riffle models deploy`"),
    AUDIT("What was done to the pipeline, and by whom"),
    SHADOW("Scores of shadow versions, beside those of the champion"),
    LABELS("Where the truth about events comes from, keyed by entity; with `outcomes`"),
    OUTCOMES("Scored events with their truth"),
    OUTCOME_COUNTS("Between the partitions and the sum of their outcomes; for Riffle itself"),
    PERFORMANCE("How right each version was, per window"),
    EXPERIMENTS("Figures of experiments"),
    SIGNALS("What alerts are made of, and which of them are muted; for Riffle itself"),
    RETRAINING("Requests to train again, with the window's bounds; by `action: request-retraining`"),
    QUALITY("Reports of data quality; with `quality`");

    private final String meaning;

    SideTopic(String meaning) {
        this.meaning = meaning;
    }

    /** The key under {@code topics}. */
    public String key() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    String meaning() {
        return meaning;
    }

    /** The usual name, for example {@code card-fraud.control.v1}. */
    String nameFor(String pipeline) {
        return pipeline + "." + key() + ".v1";
    }

    static Map<SideTopic, String> namesFor(String pipeline) {
        Map<SideTopic, String> names = new EnumMap<>(SideTopic.class);
        for (SideTopic topic : values()) {
            names.put(topic, topic.nameFor(pipeline));
        }
        return names;
    }
}
