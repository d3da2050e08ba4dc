package io.riffle.decode.envelope;

import io.riffle.config.event.EnvelopeConfig;
import io.riffle.config.event.EventConfig;
import io.riffle.config.event.EventPath;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Recognises a structured CloudEvent whose content type does not say so: an object with a {@code specversion} and an object
 * as its {@code data}. Not looked for if the pipeline declares something of such a name, or another envelope.
 */
final class CloudEventMark {
    private static final Set<String> NAMES = Set.of(CloudEvents.SPECVERSION, CloudEvents.DATA);
    private static final byte[] QUOTED = ('"' + CloudEvents.SPECVERSION + '"').getBytes(StandardCharsets.US_ASCII);

    private final boolean wanted;

    CloudEventMark(EventConfig config) {
        EnvelopeConfig envelope = config.envelope();
        wanted = envelope.kind() == EnvelopeConfig.Kind.NONE
                && envelope.payloadIn().isEmpty()
                && paths(config).map(CloudEventMark::first).noneMatch(NAMES::contains);
    }

    private static Stream<EventPath> paths(EventConfig config) {
        Stream<EventPath> identity = Stream.of(
                        Optional.of(config.id().place()),
                        Optional.of(config.entity().place()),
                        config.time().place())
                .flatMap(Optional::stream)
                .flatMap(place -> place.valuePath().stream());
        return Stream.concat(identity, config.fields().stream().flatMap(field -> config.path(field).stream()));
    }

    private static String first(EventPath path) {
        return path.steps().get(0) instanceof EventPath.Member member ? member.name() : "";
    }

    boolean isOn(byte[] value) {
        if (!wanted || !holdsName(value)) {
            return false;
        }
        TopMembers top = TopMembers.of(value);
        return top.has(CloudEvents.SPECVERSION) && top.holdsObject(CloudEvents.DATA);
    }

    /** Far quicker than reading, because most values do not hold it. */
    private static boolean holdsName(byte[] value) {
        for (int at = 0; at <= value.length - QUOTED.length; at++) {
            if (value[at] == '"' && value[at + 1] == 's' && isAt(value, at)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isAt(byte[] value, int at) {
        for (int i = 0; i < QUOTED.length; i++) {
            if (value[at + i] != QUOTED[i]) {
                return false;
            }
        }
        return true;
    }
}
