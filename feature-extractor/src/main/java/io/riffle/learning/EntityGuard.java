package io.riffle.learning;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** How many examples of a window came from each entity, counted by hash: entities of one cell share what is allowed. */
final class EntityGuard {
    private static final int CELLS = 256;

    private final Guards guards;
    private final short[] counts = new short[CELLS];
    private int seen;

    EntityGuard(Guards guards) {
        this.guards = guards;
    }

    /** Counts an example; true if its entity has had its part of this window already. */
    boolean exceeds(int entity) {
        if (guards.entityShare() == 1) {
            return false;
        }
        if (seen == guards.window()) {
            Arrays.fill(counts, (short) 0);
            seen = 0;
        }
        seen++;
        int cell = cell(entity);
        boolean exceeded = counts[cell] >= Math.max(1, (int) (guards.entityShare() * guards.window()));
        counts[cell] += exceeded ? (short) 0 : (short) 1;
        return exceeded;
    }

    /** MurmurHash3's finaliser, since the lower bits of a text's hash follow its last characters. */
    private static int cell(int entity) {
        int hash = (entity ^ (entity >>> 16)) * 0x85ebca6b;
        hash = (hash ^ (hash >>> 13)) * 0xc2b2ae35;
        return (hash ^ (hash >>> 16)) & (CELLS - 1);
    }

    int bytes() {
        return guards.entityShare() == 1 ? 0 : Integer.BYTES + CELLS * Short.BYTES;
    }

    void write(ByteBuffer bytes) {
        if (bytes() == 0) {
            return;
        }
        bytes.putInt(seen);
        for (short count : counts) {
            bytes.putShort(count);
        }
    }

    void read(ByteBuffer bytes) {
        if (bytes() == 0) {
            return;
        }
        seen = bytes.getInt();
        for (int i = 0; i < CELLS; i++) {
            counts[i] = bytes.getShort();
        }
    }
}
