package io.riffle.settings;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A YAML value with its line: that of the key it belongs to, or its own in a list. */
sealed interface ConfigNode {
    int line();

    /** What a message calls this value; the value itself could be a misplaced secret. */
    String kind();

    /** A single value as written. */
    record Scalar(String text, Form form, int line) implements ConfigNode {
        /** What YAML takes the text for; in quotes it is always text. */
        enum Form {
            TEXT,
            WHOLE,
            DECIMAL,
            BOOLEAN,
            NULL
        }

        /** Whether nothing or {@code null} is written. */
        boolean isNull() {
            return form == Form.NULL;
        }

        @Override
        public String kind() {
            return isNull() ? "empty" : "a single value";
        }
    }

    record Sequence(List<ConfigNode> items, int line) implements ConfigNode {
        public Sequence {
            items = List.copyOf(items);
        }

        @Override
        public String kind() {
            return "a list";
        }
    }

    record Mapping(Map<String, ConfigNode> entries, int line) implements ConfigNode {
        public Mapping {
            entries = new LinkedHashMap<>(entries);
        }

        static Mapping empty(int line) {
            return new Mapping(Map.of(), line);
        }

        @Override
        public String kind() {
            return "a map";
        }
    }
}
