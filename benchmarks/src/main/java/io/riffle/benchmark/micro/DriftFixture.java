package io.riffle.benchmark.micro;

import io.riffle.feature.Feature;
import io.riffle.feature.FeatureSchema;
import io.riffle.feature.FeatureSource;
import io.riffle.feature.FeatureType;
import io.riffle.frame.EventFrame;
import io.riffle.frame.FrameRow;
import io.riffle.frame.ScoredFrame;
import io.riffle.frame.SourcePosition;
import io.riffle.model.folder.CategoryCounts;
import io.riffle.model.folder.NumberBins;
import io.riffle.model.folder.ReferenceProfile;
import io.riffle.watch.drift.DriftCounts;
import io.riffle.watch.drift.DriftLayout;
import io.riffle.watch.drift.RowClusters;
import io.riffle.watch.drift.RowCounter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** A frame of random features and the counts of one window. */
@State(Scope.Thread)
@SuppressWarnings("NullAway.Init") // JMH calls setUp before anything else
public class DriftFixture {
    static final int ROWS = 256;

    private static final int NUMBERS = 28;
    private static final int CATEGORIES = 4;
    private static final int BINS = 64;

    private static final long HOUR = 3_600_000;

    private final RowClusters clusters = new RowClusters();
    private final int[] chosen = IntStream.range(0, ROWS).toArray();
    private DriftLayout layout;
    private DriftCounts counts;
    private DriftLayout learning;
    private DriftCounts unbinned;
    private ScoredFrame frame;

    @Setup
    public void setUp() {
        List<Feature> features = new ArrayList<>();
        Map<String, NumberBins> numbers = new HashMap<>();
        Map<String, CategoryCounts> categories = new HashMap<>();
        for (int i = 0; i < NUMBERS; i++) {
            features.add(new Feature("number_" + i, FeatureType.NUMBER, FeatureSource.EVENT));
            numbers.put("number_" + i, bins());
        }
        for (int i = 0; i < CATEGORIES; i++) {
            features.add(new Feature("category_" + i, FeatureType.CATEGORY, FeatureSource.EVENT));
            categories.put("category_" + i, new CategoryCounts(Map.of("a", 1L, "b", 1L, "c", 1L), 0));
        }
        FeatureSchema schema = new FeatureSchema(features);
        ReferenceProfile profile = new ReferenceProfile(BINS, numbers, categories, Optional.of(bins()));
        layout = DriftLayout.of(profile, schema, List.of());
        counts = layout.fresh();
        learning = DriftLayout.learning(schema, List.of());
        unbinned = learning.fresh();
        frame = frame(schema);
        clusters.look(frame.events(), chosen, ROWS, 0, HOUR);
    }

    private static NumberBins bins() {
        List<Double> edges = new ArrayList<>();
        for (int i = 1; i < BINS; i++) {
            edges.add((double) i / BINS);
        }
        return new NumberBins(edges, Collections.nCopies(BINS, 1L), 0);
    }

    private static ScoredFrame frame(FeatureSchema schema) {
        Random random = new Random(1);
        EventFrame events = new EventFrame(schema, ROWS);
        events.clear(ROWS);
        for (int row = 0; row < ROWS; row++) {
            for (int i = 0; i < NUMBERS; i++) {
                events.features().number(i, row, random.nextDouble());
            }
            for (int i = NUMBERS; i < NUMBERS + CATEGORIES; i++) {
                events.features().text(i, row, List.of("a", "b", "c", "new").get(random.nextInt(4)));
            }
        }
        for (int row = 0; row < ROWS; row++) {
            FrameRow source = FrameRow.of(
                    new SourcePosition("benchmark.events", 0, row), row, new byte[0], new byte[0], new RecordHeaders());
            events.add(source, "event-" + row, "entity-" + row, row);
        }
        double[] scores = random.doubles(ROWS).toArray();
        return new ScoredFrame(events, "model", "1", "champion", scores, null, List.of());
    }

    byte[] count(int rows) {
        RowCounter.count(layout, frame, chosen, rows, clusters, counts);
        return counts.toBytes();
    }

    byte[] countUnbinned(int rows) {
        RowCounter.count(learning, frame, chosen, rows, clusters, unbinned);
        return unbinned.toBytes();
    }
}
