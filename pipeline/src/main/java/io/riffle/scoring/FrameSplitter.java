package io.riffle.scoring;

import io.riffle.feature.FeatureSchema;
import io.riffle.frame.EventFrame;
import io.riffle.model.deployment.Routing;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Splits a frame by variant. An entity has one variant, so its events stay in one part and in order. Parts are reused:
 * they are valid until the next split. Not thread-safe.
 */
final class FrameSplitter {
    /**
     * The rows of one variant.
     *
     * @param lane index of the variant
     */
    record Part(int lane, EventFrame rows) {}

    private final List<EventFrame> frames = new ArrayList<>();
    private int[] lanes = new int[0];
    private int[] counts = new int[0];

    /** Only parts with rows, in the order of the lanes. */
    List<Part> split(EventFrame events, Routing routing) {
        int variants = routing.lanes().size();
        assign(events, routing, variants);
        List<Part> parts = new ArrayList<>(variants);
        for (int lane = 0; lane < variants; lane++) {
            if (counts[lane] == events.size()) {
                return List.of(new Part(lane, events));
            }
            if (counts[lane] > 0) {
                parts.add(new Part(lane, rows(events, lane)));
            }
        }
        return parts;
    }

    private void assign(EventFrame events, Routing routing, int variants) {
        if (lanes.length < events.size()) {
            lanes = new int[events.size()];
        }
        counts = new int[variants];
        String header = routing.header();
        for (int row = 0; row < events.size(); row++) {
            byte @Nullable [] wish = header == null ? null : events.row(row).header(header);
            lanes[row] = routing.lane(events.entity(row), wish);
            counts[lanes[row]]++;
        }
    }

    private EventFrame rows(EventFrame events, int lane) {
        EventFrame part = frame(lane, events.features().schema());
        part.clear(counts[lane]);
        for (int row = 0; row < events.size(); row++) {
            if (lanes[row] == lane) {
                part.take(events, row);
            }
        }
        return part;
    }

    private EventFrame frame(int lane, FeatureSchema schema) {
        while (frames.size() <= lane) {
            frames.add(new EventFrame(schema, 1));
        }
        return frames.get(lane);
    }
}
