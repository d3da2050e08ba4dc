package io.riffle.routing;

/** A JSON member that is an array of texts; absent if there is no text. */
final class TextArray {
    private final JsonBuffer json;
    private final byte[] key;
    private boolean begun;

    TextArray(JsonBuffer json, byte[] key) {
        this.json = json;
        this.key = key;
    }

    void add(String text) {
        if (begun) {
            json.raw(',');
        } else {
            json.raw(key).raw('[');
            begun = true;
        }
        json.string(text);
    }

    void end() {
        if (begun) {
            json.raw(']');
        }
    }
}
