package io.riffle.app.dashboard;

import static io.riffle.app.dashboard.Numbers.finite;

import io.riffle.schema.Stage;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The time that each stage takes for a frame, in the stages' order. */
record StageFigures(Moment now, Moment earlier) {
    List<Map<String, @Nullable Object>> rows() {
        return Arrays.stream(Stage.values()).map(stage -> row(stage.label())).toList();
    }

    private Map<String, @Nullable Object> row(String stage) {
        double frames = growth("riffle_stage_seconds_count", stage);
        double seconds = growth("riffle_stage_seconds_sum", stage);
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        row.put("stage", stage);
        row.put("frames", (long) now.samples().sum("riffle_stage_seconds_count", "stage", stage));
        row.put("rate", finite(frames / now.secondsSince(earlier)));
        row.put("mean_s", finite(seconds / frames));
        row.put("busy", finite(seconds / now.secondsSince(earlier)));
        return row;
    }

    private double growth(String name, String stage) {
        return now.samples().sum(name, "stage", stage) - earlier.samples().sum(name, "stage", stage);
    }
}
