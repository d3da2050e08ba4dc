package io.riffle.routing;

/** Parts of a record that are the same for many records, encoded once. */
final class Fragment {
    private final JsonBuffer json = new JsonBuffer();

    /** JSON as it is, ASCII only. */
    Fragment raw(String ascii) {
        ascii.chars().forEach(character -> json.raw((char) character));
        return this;
    }

    Fragment string(String text) {
        json.string(text);
        return this;
    }

    /** The inside of a string. */
    Fragment characters(String text) {
        json.characters(text);
        return this;
    }

    byte[] bytes() {
        return json.toBytes();
    }
}
