package io.riffle.watch.drift;

import io.riffle.frame.EventFrame;
import io.riffle.hash.EntityGroups;

/** Which clusters some rows of a frame belong to; kept and filled again for the next frame. */
public final class RowClusters {
    private int[] groups = new int[0];
    private int[] blocks = new int[0];

    /**
     * Looks at the rows {@code chosen[0]} to {@code chosen[count - 1]}, which all fall into one window.
     *
     * @param start of the window in milliseconds
     * @param size of the window in milliseconds
     */
    public void look(EventFrame events, int[] chosen, int count, long start, long size) {
        if (count > groups.length) {
            groups = new int[count];
            blocks = new int[count];
        }
        for (int i = 0; i < count; i++) {
            int row = chosen[i];
            long into = events.reachedTime(row) - start;
            groups[i] = EntityGroups.of(events.entity(row)) % ClusterLayout.GROUPS;
            blocks[i] = ClusterLayout.GROUPS + (int) (into * ClusterLayout.BLOCKS / size);
        }
    }

    /** The cluster of the entity of the i-th chosen row. */
    int group(int i) {
        return groups[i];
    }

    /** The cluster of its time. */
    int block(int i) {
        return blocks[i];
    }
}
