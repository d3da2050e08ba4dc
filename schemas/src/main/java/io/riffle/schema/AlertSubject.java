package io.riffle.schema;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * What an alert is about, for example {@code 3/champion/amount}.
 *
 * @param version of the model, {@link #INSTANCE} for operations, or {@link #ANY} if neither matters
 * @param variant which answered, the instance's name, or {@link #ANY}; empty if the version alone is meant
 * @param measure what rules name: a feature, {@code amount.completeness}, {@code auc}, {@code p99_latency}; empty as well
 *     if the version alone is meant
 */
public record AlertSubject(String version, String variant, String measure) {
    /** What begins the subjects of operations. */
    public static final String INSTANCE = "instance";

    /** Stands for no version and no variant. */
    public static final String ANY = "-";

    private static final String BETWEEN = "/";
    private static final int PARTS = 3;

    /** A version as a whole. */
    public static AlertSubject ofVersion(String version) {
        return new AlertSubject(version, "", "");
    }

    /** Of a pipeline, whichever version answers. */
    public static AlertSubject ofPipeline(String measure) {
        return new AlertSubject(ANY, ANY, measure);
    }

    /** How an instance is doing. */
    public static AlertSubject ofInstance(String instance, String measure) {
        return new AlertSubject(INSTANCE, instance, measure);
    }

    /** Reads what {@link #text} writes; all behind the second slash is the measure. */
    @JsonCreator
    public static AlertSubject parse(String text) {
        String[] parts = text.split(BETWEEN, PARTS);
        return new AlertSubject(parts[0], parts.length > 1 ? parts[1] : "", parts.length > 2 ? parts[2] : "");
    }

    /** Whether it is an instance that is watched, not what it scores. */
    public boolean isInstance() {
        return version.equals(INSTANCE);
    }

    /** As in topics. */
    @JsonValue
    public String text() {
        if (measure.isEmpty()) {
            return variant.isEmpty() ? version : version + BETWEEN + variant;
        }
        return version + BETWEEN + variant + BETWEEN + measure;
    }

    @Override
    public String toString() {
        return text();
    }
}
