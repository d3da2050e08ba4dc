package io.riffle.config.event;

import java.util.Optional;

/** Where in a record something stands: in its value, its key, a header, or it is where the record itself stands. */
public sealed interface EventPlace {
    /** What messages call it. */
    String text();

    /** Inside the value. */
    record InValue(EventPath path) implements EventPlace {
        @Override
        public String text() {
            return path.text();
        }
    }

    /** The key as text, or a value inside a key of JSON. */
    record InKey(Optional<EventPath> path) implements EventPlace {
        @Override
        public String text() {
            return path.map(inside -> inside + " of the record key").orElse("the record key");
        }
    }

    /** The last header of that name. */
    record InHeader(String name) implements EventPlace {
        @Override
        public String text() {
            return "the header " + name;
        }
    }

    /** Topic, partition and offset: they stay the same however often the record is read. */
    record Position() implements EventPlace {
        @Override
        public String text() {
            return "the record's position";
        }
    }

    /** A path inside the value, as a file says it. */
    static EventPlace value(String path) {
        return new InValue(EventPath.parse(path));
    }

    /** The path inside the value; empty if it is somewhere else. */
    default Optional<EventPath> valuePath() {
        return this instanceof InValue inside ? Optional.of(inside.path()) : Optional.empty();
    }
}
