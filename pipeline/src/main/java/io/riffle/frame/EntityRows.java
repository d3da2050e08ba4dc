package io.riffle.frame;

import java.util.Arrays;

/**
 * The rows of a frame by entity: each entity's rows in the frame's order, entities in the order they first occur. Open
 * addressing in reused arrays, because a map of lists per frame costs more than the windows themselves.
 */
public final class EntityRows {
    /** What follows the last row of an entity. */
    public static final int NONE = -1;

    /** Number of an entity's first row plus one, 0 if the place is free. */
    private int[] places = new int[64];

    private int[] next = new int[0];
    private int[] last = new int[0];
    private int[] firsts = new int[0];
    private int entities;

    void group(EventFrame frame) {
        prepare(frame.size());
        for (int row = 0; row < frame.size(); row++) {
            next[row] = NONE;
            int first = firstRow(frame, row);
            if (first == row) {
                firsts[entities++] = row;
            } else {
                next[last[first]] = row;
            }
            last[first] = row;
        }
    }

    /** How many different entities there are. */
    public int entities() {
        return entities;
    }

    /** The first row of an entity, given by its number. */
    public int first(int entity) {
        return firsts[entity];
    }

    /** The next row of the same entity, or {@link #NONE}. */
    public int next(int row) {
        return next[row];
    }

    private void prepare(int rows) {
        entities = 0;
        if (rows > next.length) {
            next = new int[rows];
            last = new int[rows];
            firsts = new int[rows];
            places = new int[Integer.highestOneBit(Math.max(16, rows)) * 4];
            return;
        }
        Arrays.fill(places, 0);
    }

    private int firstRow(EventFrame frame, int row) {
        String entity = frame.entity(row);
        int mask = places.length - 1;
        int hash = entity.hashCode();
        int place = (hash ^ (hash >>> 16)) & mask;
        while (places[place] != 0) {
            if (frame.entity(places[place] - 1).equals(entity)) {
                return places[place] - 1;
            }
            place = (place + 1) & mask;
        }
        places[place] = row + 1;
        return row;
    }
}
