package io.riffle.routing;

/** A JSON member that is an object; absent if it has no members. */
final class ObjectMember {
    private final JsonBuffer json;
    private final byte[] key;
    private boolean begun;

    ObjectMember(JsonBuffer json, byte[] key) {
        this.json = json;
        this.key = key;
    }

    /** Begins a member, whose value follows. */
    JsonBuffer name(String name) {
        if (begun) {
            json.raw(',');
        } else {
            json.raw(key).raw('{');
            begun = true;
        }
        return json.string(name).raw(':');
    }

    void end() {
        if (begun) {
            json.raw('}');
        }
    }
}
