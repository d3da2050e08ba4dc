package io.riffle.routing;

import io.riffle.frame.EventFrame;
import io.riffle.frame.ShadowFrame;

/** Writes the rows of shadow frames as shadow records ({@code shadow.schema.json}). Not thread-safe. */
final class ShadowWriter {
    private final SourceText source = new SourceText();
    private final JsonBuffer json = new JsonBuffer();

    /** One row's comparison, as JSON in UTF-8. */
    byte[] write(ShadowFrame frame, int row) {
        EventFrame events = frame.events();
        json.clear();
        json.raw('{').string("id").raw(':').string(events.eventId(row));
        member("entity").string(events.entity(row));
        member("event_time_ms").number(events.eventTime(row));
        member("model_name").string(frame.model());
        member("model_version").string(frame.version());
        member("answered_by").string(frame.answeredBy().version());
        member("variant").string(frame.answeredBy().variant());
        ScoreText.write(frame.answers()[row], member("answer"));
        String failure = frame.failures().get(row);
        if (failure != null) {
            member("error").string(failure);
        } else {
            ScoreText.write(frame.scores()[row], member("score"));
            ScoreText.write(frame.scores()[row] - frame.answers()[row], member("difference"));
        }
        source.write(events.row(row).position(), json);
        return json.raw('}').toBytes();
    }

    private JsonBuffer member(String name) {
        return json.raw(',').string(name).raw(':');
    }
}
