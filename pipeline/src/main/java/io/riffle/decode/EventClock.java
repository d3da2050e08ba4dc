package io.riffle.decode;

import io.riffle.config.EventConfig;
import io.riffle.frame.FrameRow;
import java.util.Optional;
import java.util.OptionalLong;

/** Finds the time of an event, milliseconds since the epoch, without decoding the rest. */
public final class EventClock {
    private final Optional<EventField> field;
    private final EventTimeRule rule;
    private final EventBytes events;

    public EventClock(EventConfig config) {
        field = config.time().place().map(EventField::of);
        rule = new EventTimeRule(config.time());
        events = new EventBytes(config);
    }

    /** Empty if the event has none that can be read; decoding it says why. */
    public OptionalLong of(FrameRow row) {
        Optional<String> text = field.flatMap(each -> each.of(row, events));
        if (text.isEmpty()) {
            return OptionalLong.empty();
        }
        try {
            return OptionalLong.of(rule.text(text.get()));
        } catch (RefusedException refused) {
            return OptionalLong.empty();
        }
    }
}
