package io.riffle.watch.drift;

import io.riffle.config.DriftConfig;
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
import io.riffle.stats.BinEdges;
import io.riffle.stats.NormalDistribution;
import io.riffle.stats.Quantiles;
import io.riffle.watch.window.ClosedWindow;
import io.riffle.watch.window.RememberedWindow;
import io.riffle.watch.window.WindowKey;
import io.riffle.watch.window.WindowVerdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** The judge over a world, hour by hour, with a number and a category: what is counted, kept and judged as in a pipeline. */
final class WorldRun {
    private static final long HOUR = Duration.ofHours(1).toMillis();
    private static final int ROWS = 1_000;
    private static final int CATEGORIES = 6;
    private static final int DAY = 24;
    private static final FeatureSchema SCHEMA = new FeatureSchema(List.of(
            new Feature("event_time", FeatureType.NUMBER, FeatureSource.EVENT),
            new Feature("amount", FeatureType.NUMBER, FeatureSource.EVENT),
            new Feature("category", FeatureType.CATEGORY, FeatureSource.EVENT)));

    private final World world;
    private final DriftLayout layout;
    private final DriftJudge judge;
    private final EventFrame frame = new EventFrame(SCHEMA, ROWS);
    private final RowClusters clusters = new RowClusters();
    private final List<DriftCounts> earlier = new ArrayList<>();
    private final List<RememberedWindow> remembered = new ArrayList<>();
    private long hour;

    /** The reference is a day of the same world. */
    WorldRun(World world, DriftConfig config) {
        this.world = world;
        double[] values = IntStream.range(0, DAY)
                .mapToObj(each -> world.hour(each, ROWS).values())
                .flatMapToDouble(Arrays::stream)
                .toArray();
        ReferenceProfile profile = profile(values);
        layout = DriftLayout.of(profile, SCHEMA, List.of());
        judge = new DriftJudge(config, new DriftLayouts(version -> Optional.of(profile), SCHEMA, config), "reports");
        hour = DAY;
    }

    private static ReferenceProfile profile(double[] values) {
        BinEdges edges = new BinEdges(Quantiles.edges(values, 64));
        NumberBins bins = new NumberBins(
                Arrays.stream(edges.edges()).boxed().toList(),
                Arrays.stream(edges.count(values)).boxed().toList(),
                0);
        Map<String, Long> categories = new HashMap<>();
        Arrays.stream(values).forEach(value -> categories.merge(category(value), 1L, Long::sum));
        return new ReferenceProfile(
                values.length,
                Map.of("amount", bins),
                Map.of("category", new CategoryCounts(categories, 0)),
                Optional.empty());
    }

    private static String category(double value) {
        return "c" + (int) Math.min(CATEGORIES - 1, CATEGORIES * NormalDistribution.cdf(value));
    }

    /** Judges the next hour, its values being off by so much. */
    WindowVerdict next(double off) {
        World.Rows rows = world.hour(hour, ROWS);
        long start = hour * HOUR;
        DriftCounts counts = counts(rows, start, off);
        WindowVerdict verdict = judge.judge(window(counts, start, remembered));
        verdict.memory().ifPresent(memory -> remembered.add(0, new RememberedWindow(start, memory)));
        if (remembered.size() > judge.memory().windows()) {
            remembered.remove(remembered.size() - 1);
        }
        earlier.add(0, counts);
        if (earlier.size() > judge.earlier()) {
            earlier.remove(earlier.size() - 1);
        }
        hour++;
        return verdict;
    }

    /** The last hour once more, as if its rows were independent and nothing were known of the past. */
    WindowVerdict lastAsIndependent() {
        DriftCounts last = earlier.get(0);
        byte[] bytes = last.toBytes();
        byte[] before = Arrays.copyOf(bytes, DriftCountsTest.bytesWithoutClusters(layout));
        return judge.judge(window(DriftCounts.read(before), (hour - 1) * HOUR, List.of()));
    }

    private ClosedWindow<DriftCounts> window(DriftCounts counts, long start, List<RememberedWindow> known) {
        WindowKey key = new WindowKey(DriftProcessor.KIND, "m", "1", "champion", layout.fingerprint(), start, HOUR);
        return new ClosedWindow<>(key, 1, 1, counts, earlier, back -> Optional.empty(), Optional.empty(), known);
    }

    private DriftCounts counts(World.Rows rows, long start, double off) {
        frame.clear(rows.size());
        for (int row = 0; row < rows.size(); row++) {
            double value = rows.values()[row] + off;
            long time = start + (long) (rows.moments()[row] * HOUR);
            frame.features().number(1, row, value);
            frame.features().text(2, row, category(value));
            frame.add(
                    FrameRow.of(new SourcePosition("t", 0, row), time, null, new byte[0], new RecordHeaders()),
                    "e",
                    rows.entities()[row],
                    time);
        }
        int[] chosen = IntStream.range(0, rows.size()).toArray();
        DriftCounts counts = layout.fresh();
        clusters.look(frame, chosen, rows.size(), start, HOUR);
        ScoredFrame scored = new ScoredFrame(frame, "m", "1", "champion", new double[rows.size()], null, List.of());
        RowCounter.count(layout, scored, chosen, rows.size(), clusters, counts);
        return counts;
    }
}
