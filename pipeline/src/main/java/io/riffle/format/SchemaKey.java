package io.riffle.format;

/** What a schema is asked for by. Keys of one kind never change their meaning. */
public record SchemaKey(Kind kind, String id) {
    /** Whose number or name it is. */
    public enum Kind {
        /** Confluent's number. */
        ID("schema id"),
        /** Confluent's name that is the same in all registries. */
        GUID("schema GUID"),
        /** Apicurio's number of a version of an artifact. */
        GLOBAL_ID("global id"),
        /** Apicurio's number of a content. */
        CONTENT_ID("content id");

        private final String text;

        Kind(String text) {
            this.text = text;
        }
    }

    @Override
    public String toString() {
        return kind.text + " " + id;
    }
}
