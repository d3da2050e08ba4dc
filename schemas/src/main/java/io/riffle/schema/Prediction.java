package io.riffle.schema;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One scored event, as in the predictions topic; shaped after the inference response of the Open Inference Protocol V2.
 *
 * @param id the event's id
 * @param outputs what the model answered for this one event
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Prediction(
        String id,
        @JsonProperty("model_name") String modelName,
        @JsonProperty("model_version") String modelVersion,
        List<Output> outputs,
        Parameters parameters) {
    public Prediction {
        outputs = List.copyOf(outputs);
    }

    /**
     * One model output.
     *
     * @param shape {@code [1, width]}: one event
     * @param datatype a datatype of the protocol, for example {@code FP32}
     * @param data numbers, truth values or texts; null if the model answered no finite number
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Output(String name, List<Long> shape, String datatype, List<@Nullable Object> data) {
        public Output {
            shape = List.copyOf(shape);
            data = Collections.unmodifiableList(new ArrayList<>(data));
        }
    }

    /**
     * What Riffle adds to the model's outputs.
     *
     * @param score the number that alert rules look at
     * @param label the predicted class, null if the model has none
     * @param variant which of several models in use answered
     * @param eventTimeMs milliseconds since the epoch
     * @param degraded labels of {@link Degradation}; empty for an undegraded answer
     * @param warnings what was odd about the event, for example {@code unknown_category:service}
     * @param features values that the pipeline declares to be included; null if one is missing
     * @param featureStatus {@code stale} or {@code missing} for those of the included profile features that were so; they
     *     have their default, where they have one
     * @param featureAgeMs how much older than the event the stored values of the included profile features were;
     *     negative for one from after it, absent if nothing was stored or it says no time
     * @param source the event's position
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Parameters(
            double score,
            @Nullable String label,
            String variant,
            String entity,
            @JsonProperty("event_time_ms") long eventTimeMs,
            List<String> degraded,
            List<String> warnings,
            Map<String, @Nullable Object> features,
            @JsonProperty("feature_status") Map<String, String> featureStatus,
            @JsonProperty("feature_age_ms") Map<String, Long> featureAgeMs,
            RecordPosition source) {
        /** Absent lists and maps are empty ones. */
        @SuppressWarnings("NullAway") // Jackson passes null for what is absent
        public Parameters {
            degraded = degraded == null ? List.of() : List.copyOf(degraded);
            warnings = warnings == null ? List.of() : List.copyOf(warnings);
            features = features == null ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(features));
            featureStatus = featureStatus == null ? Map.of() : Map.copyOf(featureStatus);
            featureAgeMs = featureAgeMs == null ? Map.of() : Map.copyOf(featureAgeMs);
        }
    }
}
