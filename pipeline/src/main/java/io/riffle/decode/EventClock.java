package io.riffle.decode;

import io.riffle.config.event.EventTimeConfig;
import io.riffle.decode.value.EventTimeRule;
import io.riffle.decode.value.RefusedException;
import io.riffle.frame.FrameRow;
import java.util.Optional;
import java.util.OptionalLong;

/** Finds the time of an event, milliseconds since the epoch, without decoding the rest. */
public final class EventClock {
    private final Optional<EventField> field;
    private final EventTimeRule rule;

    public EventClock(EventTimeConfig config) {
        field = config.place().map(EventField::of);
        rule = new EventTimeRule(config);
    }

    /** Empty if the event has none that can be read; decoding it says why. */
    public OptionalLong of(FrameRow row) {
        Optional<String> text = field.flatMap(each -> each.of(row));
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
