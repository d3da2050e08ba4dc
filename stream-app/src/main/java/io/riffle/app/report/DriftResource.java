package io.riffle.app.report;

import io.javalin.http.Context;
import io.riffle.app.http.Answer;
import io.riffle.app.http.AtOnce;
import io.riffle.app.http.RequestException;
import io.riffle.app.http.Resource;
import io.riffle.app.http.Role;
import io.riffle.app.http.Routes;
import io.riffle.app.topic.TopicEnd;
import io.riffle.config.Pipeline;
import io.riffle.schema.DriftReport;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.KafkaException;

/**
 * {@code GET /drift/report}, what {@code riffle drift report} shows: JSON, or the page with {@code ?format=html}; a window
 * with {@code ?window=TIME}, else the latest.
 */
public final class DriftResource implements Resource {
    private static final int DAYS = 7;

    /** Each reads a topic with a consumer of its own. */
    private static final int AT_ONCE = 2;

    /** The page has its styles inside, and no script. */
    private static final String PAGE_POLICY =
            "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private final AtOnce atOnce = new AtOnce(AT_ONCE, "drift reports may be read");
    private final Pipeline pipeline;

    /** @param pipeline which declares drift */
    public DriftResource(Pipeline pipeline) {
        this.pipeline = pipeline;
    }

    @Override
    public void addTo(Routes routes) {
        routes.get("/drift/report", Role.READ, atOnce.limit(this::report));
    }

    private void report(Context context) {
        String window = context.queryParam("window");
        String format = Optional.ofNullable(context.queryParam("format")).orElse("json");
        if (!format.equals("json") && !format.equals("html")) {
            throw RequestException.bad("format must be json or html: was " + format);
        }
        Optional<Long> at = Optional.ofNullable(window).map(DriftResource::time);
        ReportHistory<DriftReport> history = read(at);
        List<DriftReport> reports = history.at(at);
        if (reports.isEmpty()) {
            throw RequestException.notFound("there must be a report of the window: none of "
                    + at.map(time -> Instant.ofEpochMilli(time).toString()).orElse("any"));
        }
        if (format.equals("html")) {
            context.header("Content-Security-Policy", PAGE_POLICY);
            context.contentType("text/html; charset=utf-8").result(DriftPage.of(history, reports));
            return;
        }
        Answer.json(context, 200, history.json(reports));
    }

    private ReportHistory<DriftReport> read(Optional<Long> at) {
        try {
            return ReportHistory.read(
                    new DriftReports(),
                    pipeline,
                    at,
                    DAYS,
                    TopicEnd.within(pipeline.http().limits().deadline()));
        } catch (KafkaException unread) {
            throw RequestException.unread("the drift topic", unread);
        }
    }

    private static long time(String window) {
        try {
            return Instant.parse(window).toEpochMilli();
        } catch (DateTimeParseException notATime) {
            throw RequestException.bad("window must be a time such as 2026-01-31T12:00:00Z: was " + window);
        }
    }
}
