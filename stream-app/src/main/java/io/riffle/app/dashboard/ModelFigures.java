package io.riffle.app.dashboard;

import static io.riffle.app.dashboard.Numbers.finite;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What each version did in each of its roles. */
record ModelFigures(Moment now, Moment earlier) {
    private static final String[] ROLE = {"model_version", "variant"};

    List<Map<String, @Nullable Object>> rows() {
        return now.samples().by("riffle_model_requests_total", ROLE).entrySet().stream()
                .map(role -> row(role.getKey(), role.getValue()))
                .toList();
    }

    private Map<String, @Nullable Object> row(List<String> role, double requests) {
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        row.put("version", role.get(0));
        row.put("variant", role.get(1));
        row.put("requests", (long) requests);
        row.put("errors", (long) of(now, "riffle_model_errors_total", role));
        row.put("rate", finite(now.rate(requests, of(earlier, "riffle_model_requests_total", role), earlier)));
        row.put(
                "mean_run_s",
                finite(growth("riffle_model_run_seconds_sum", role) / growth("riffle_model_run_seconds_count", role)));
        return row;
    }

    private double growth(String name, List<String> role) {
        return of(now, name, role) - of(earlier, name, role);
    }

    private static double of(Moment moment, String name, List<String> role) {
        return moment.samples().by(name, ROLE).getOrDefault(role, 0.0);
    }
}
