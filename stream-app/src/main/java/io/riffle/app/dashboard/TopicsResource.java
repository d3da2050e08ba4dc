package io.riffle.app.dashboard;

import io.javalin.http.Context;
import io.riffle.app.http.Answer;
import io.riffle.app.http.RequestException;
import io.riffle.app.http.Resource;
import io.riffle.app.http.Role;
import io.riffle.app.http.Routes;
import io.riffle.app.report.LatestReports;
import io.riffle.app.report.Standing;
import io.riffle.schema.DriftReport;
import io.riffle.schema.QualityReport;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.kafka.common.KafkaException;

/**
 * Looks into the topics: {@code GET /api/events}, {@code /api/alerts}, {@code /api/drift}, {@code /api/quality}. A topic that
 * the pipeline does not have is no error: {@code configured} is false.
 */
final class TopicsResource implements Resource, AutoCloseable {
    private final EventSample events;
    private final Standing alerts;
    private final Optional<LatestReports<DriftReport>> drift;
    private final Optional<LatestReports<QualityReport>> quality;

    TopicsResource(
            EventSample events,
            Standing alerts,
            Optional<LatestReports<DriftReport>> drift,
            Optional<LatestReports<QualityReport>> quality) {
        this.events = events;
        this.alerts = alerts;
        this.drift = drift;
        this.quality = quality;
    }

    @Override
    public void addTo(Routes routes) {
        routes.get("/api/events", Role.READ, context -> answer(context, () -> Map.of("events", events.events())));
        routes.get("/api/alerts", Role.READ, context -> answer(context, () -> Map.of("alerts", alerts.open())));
        routes.get("/api/drift", Role.READ, context -> answer(context, this::drift));
        routes.get("/api/quality", Role.READ, context -> answer(context, this::quality));
    }

    private Map<String, Object> drift() {
        List<Map<String, Object>> windows = drift.map(LatestReports::windows).orElse(List.of());
        return Map.of("configured", drift.isPresent(), "windows", windows);
    }

    private Map<String, Object> quality() {
        return Map.of(
                "configured",
                quality.isPresent(),
                "reports",
                quality.map(LatestReports::reports).orElse(List.of()));
    }

    private static void answer(Context context, Supplier<Map<String, ?>> question) {
        try {
            Answer.json(context, 200, question.get());
        } catch (KafkaException unreachable) {
            throw RequestException.unavailable("the topic must be readable: " + unreachable.getMessage());
        }
    }

    @Override
    public void close() {
        events.close();
        alerts.close();
        drift.ifPresent(LatestReports::close);
        quality.ifPresent(LatestReports::close);
    }
}
