package io.riffle.app.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.javalin.http.Context;
import io.riffle.app.http.Answer;
import io.riffle.app.http.AtOnce;
import io.riffle.app.http.RequestBody;
import io.riffle.app.http.RequestException;
import io.riffle.app.http.RequestQuery;
import io.riffle.app.http.Resource;
import io.riffle.app.http.Role;
import io.riffle.app.http.Routes;
import io.riffle.app.process.UserProblem;
import io.riffle.app.topic.TopicEnd;
import io.riffle.config.Pipeline;
import io.riffle.settings.DurationText;
import io.riffle.watch.alert.Mute;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.common.KafkaException;

/**
 * The commands {@code riffle alerts} by HTTP: {@code GET /alerts} ({@code ?all=true} with those that are over,
 * {@code ?history=true} with all that was told), {@code GET /alerts/mutes}, {@code POST /alerts/mute} with
 * {@code {"rule", "subject", "for", "reason"}} and {@code POST /alerts/unmute} with the first two; with
 * {@code ?dry-run=true} these are only checked.
 */
public final class AlertsResource implements Resource {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Each reads topics with a consumer of its own. */
    private static final int AT_ONCE = 2;

    private final AtOnce atOnce = new AtOnce(AT_ONCE, "lists of alerts may be read");
    private final Pipeline pipeline;

    public AlertsResource(Pipeline pipeline) {
        this.pipeline = pipeline;
    }

    private AlertBoard board() {
        return new AlertBoard(pipeline, TopicEnd.within(pipeline.http().limits().deadline()));
    }

    @Override
    public void addTo(Routes routes) {
        routes.get("/alerts", Role.READ, atOnce.limit(this::list));
        routes.get("/alerts/mutes", Role.READ, atOnce.limit(this::mutes));
        routes.post("/alerts/mute", Role.OPERATE, context -> mute(context, true));
        routes.post("/alerts/unmute", Role.OPERATE, context -> mute(context, false));
    }

    private void list(Context context) {
        try {
            AlertBoard board = board();
            Map<String, Object> answer = new LinkedHashMap<>();
            boolean history = RequestQuery.isOn(context, "history");
            boolean all = RequestQuery.isOn(context, "all");
            answer.put("alerts", history ? board.history() : board.latest(all));
            answer.put("mutes", board.mutes(System.currentTimeMillis()));
            Answer.json(context, 200, answer);
        } catch (KafkaException unread) {
            throw RequestException.unread("the topics", unread);
        }
    }

    private void mutes(Context context) {
        try {
            Answer.json(context, 200, Map.of("mutes", board().mutes(System.currentTimeMillis())));
        } catch (KafkaException unread) {
            throw RequestException.unread("the signals topic", unread);
        }
    }

    private void mute(Context context, boolean begins) {
        boolean dry = "true".equals(context.queryParam("dry-run"));
        JsonNode request = body(context);
        Duration length = begins ? length(request.path("for").asText()) : Duration.ZERO;
        String by = "http from " + context.ip();
        try {
            String rule = request.path("rule").asText();
            String subject = request.path("subject").asText("*");
            String reason = request.path("reason").asText("");
            long now = System.currentTimeMillis();
            AlertBoard board = board();
            Mute mute = dry
                    ? board.checked(rule, subject, length, by, reason, now)
                    : board.mute(rule, subject, length, by, reason, now);
            Answer.json(context, 200, mute);
        } catch (UserProblem impossible) {
            throw RequestException.bad(String.valueOf(impossible.getMessage()));
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw RequestException.unavailable("the pipeline is stopping");
        }
    }

    private static JsonNode body(Context context) {
        try {
            JsonNode body = JSON.readTree(RequestBody.bytes(context));
            if (body.path("rule").isTextual()) {
                return body;
            }
        } catch (JsonProcessingException invalid) {
            throw RequestException.bad("a mute must be JSON: " + invalid.getOriginalMessage());
        } catch (IOException unreadable) {
            throw RequestException.bad("a mute must be readable: " + unreadable.getMessage());
        }
        throw RequestException.bad("a mute must be an object with a rule, as in {\"rule\":\"drift\",\"for\":\"2h\"}");
    }

    private static Duration length(String text) {
        try {
            Duration length = DurationText.parse(text);
            if (!length.isZero()) {
                return length;
            }
        } catch (IllegalArgumentException | ArithmeticException unreadable) {
            // Falls through to the same message as a length of zero.
        }
        throw RequestException.bad("for must be a duration such as 30m or 2h: was '" + text + "'");
    }
}
