package io.riffle.routing;

import io.riffle.config.AlertRule;
import io.riffle.frame.EventFrame;
import io.riffle.frame.ScoredFrame;

/** Writes alert records ({@code alert.schema.json}) of one rule. Not thread-safe. */
public final class AlertWriter {
    private final AlertRule rule;
    private final String severity;
    private final SourceText source = new SourceText();
    private final JsonBuffer json = new JsonBuffer();
    private final byte[] head;
    private final byte[] ruleText;
    private final byte[] condition;

    public AlertWriter(AlertRule rule) {
        this.rule = rule;
        severity = rule.severity().label();
        head = new Fragment().raw("{\"id\":\"").characters(rule.name() + ":").bytes();
        ruleText = new Fragment()
                .raw(",\"rule\":")
                .string(rule.name())
                .raw(",\"severity\":")
                .string(severity)
                .raw(",\"status\":\"raised\",\"entity\":")
                .bytes();
        String threshold = Double.toString(rule.threshold());
        condition = new Fragment()
                .raw(",\"threshold\":" + threshold + ",\"condition\":")
                .string("score " + rule.comparison().symbol() + " " + threshold)
                .raw(",\"model_name\":")
                .bytes();
    }

    public AlertRule rule() {
        return rule;
    }

    /** The rule's severity as it is written: {@code low}, {@code medium} or {@code high}. */
    public String severity() {
        return severity;
    }

    /** The alert about one row, as JSON in UTF-8. */
    public byte[] write(ScoredFrame frame, int row) {
        EventFrame events = frame.events();
        json.clear();
        json.raw(head).characters(events.eventId(row)).raw('"').raw(ruleText);
        json.string(events.entity(row));
        member("event_id").string(events.eventId(row));
        member("event_time_ms").number(events.eventTime(row));
        ScoreText.write(frame.scores()[row], member("score"));
        json.raw(condition).string(frame.model());
        member("model_version").string(frame.version());
        member("variant").string(frame.variant());
        source.write(events.row(row).position(), json);
        return json.raw('}').toBytes();
    }

    private JsonBuffer member(String name) {
        return json.raw(',').string(name).raw(':');
    }
}
