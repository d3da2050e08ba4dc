package io.riffle.watch.drift;

import io.riffle.stats.ShareSpread;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What shows how one feature's shares vary without any change: groups of entities and blocks of time inside the window, and
 * the windows before.
 *
 * @param place where its rows are counted by cluster
 * @param from start of the window
 * @param to its end
 */
record FeatureVariation(ClusterLayout.Place place, ClusterCells cells, Optional<FeaturePast> past, long from, long to) {

    /** Nothing is known. */
    static FeatureVariation unknown(CountedFeature feature) {
        return new FeatureVariation(
                ClusterLayout.of(List.of(feature)).place(0), ClusterCells.NONE, Optional.empty(), 0, 0);
    }

    /** What the window itself shows. */
    List<ShareSpread> within() {
        List<ShareSpread> within = new ArrayList<>();
        if (!cells.isEmpty()) {
            long[][] groups = cells.clusters(place, 0, ClusterLayout.GROUPS);
            long[][] blocks = cells.clusters(place, ClusterLayout.GROUPS, ClusterLayout.BLOCKS);
            ShareSpread.between(groups).ifPresent(within::add);
            within.addAll(ShareSpread.overTime(blocks));
        }
        return within;
    }

    /** The reference as it is at that time; the feature itself if nothing recurs. */
    CountedFeature atThatTime(CountedFeature feature) {
        return past.map(known -> place.moved(feature, known.expected(from, to))).orElse(feature);
    }
}
