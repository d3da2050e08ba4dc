package io.riffle.model.folder;

import java.util.List;

/**
 * How often a number fell between the edges at training.
 *
 * @param edges inner edges, strictly ascending; bin 0 is below the first, the last bin is from the last edge on
 * @param counts rows per bin: one more than there are edges
 * @param missing rows without a value
 */
public record NumberBins(List<Double> edges, List<Long> counts, long missing) {
    public NumberBins {
        edges = List.copyOf(edges);
        counts = List.copyOf(counts);
        if (counts.size() != edges.size() + 1) {
            throw new IllegalArgumentException("counts must be one more than edges: were " + counts.size()
                    + " counts for " + edges.size() + " edges");
        }
    }
}
