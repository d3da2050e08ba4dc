package io.riffle.decode.envelope;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.riffle.config.event.EventConfig;
import io.riffle.config.event.EventPath;
import io.riffle.config.event.EventPlace;
import java.util.stream.Stream;

/** Which members of an event are of a logical type: those that its schema says, and those that the pipeline declares. */
final class Conversions {
    private final ConnectTypes declared = new ConnectTypes();
    private final ConnectValues values;
    private final String[] timePath;

    Conversions(EventConfig config) {
        config.envelope().changes().decimals().forEach(declared::addDecimal);
        values = new ConnectValues(config.time().unit());
        timePath = config.time()
                .place()
                .flatMap(EventPlace::valuePath)
                .map(Conversions::members)
                .orElseGet(() -> new String[0]);
    }

    /** The steps of a path; none if it does not lead through objects alone. */
    private static String[] members(EventPath path) {
        boolean plain = path.steps().stream().allMatch(EventPath.Member.class::isInstance);
        return plain
                ? path.steps().stream()
                        .map(step -> ((EventPath.Member) step).name())
                        .toArray(String[]::new)
                : new String[0];
    }

    /** The parser on an object whose member of that name is the event, with the event's values converted. */
    JsonParser inside(String member, JsonParser parser) {
        String[] path = Stream.concat(Stream.of(member), Stream.of(timePath)).toArray(String[]::new);
        return declared.isEmpty()
                ? parser
                : new ConvertingParser(parser, ConnectTypes.holding(member, declared), values, path);
    }

    /** The parser on an event, with its values converted. */
    JsonParser of(JsonParser parser, ConnectTypes types) {
        ConnectTypes all = types.or(declared);
        return all.isEmpty() || parser.currentToken() != JsonToken.START_OBJECT
                ? parser
                : new ConvertingParser(parser, all, values, timePath);
    }
}
