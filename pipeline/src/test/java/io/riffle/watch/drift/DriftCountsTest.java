package io.riffle.watch.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

class DriftCountsTest {
    private static final FeatureSchema SCHEMA = new FeatureSchema(List.of(
            new Feature("event_time", FeatureType.NUMBER, FeatureSource.EVENT),
            new Feature("amount", FeatureType.NUMBER, FeatureSource.EVENT),
            new Feature("category", FeatureType.CATEGORY, FeatureSource.EVENT)));
    private static final NumberBins BINS = new NumberBins(List.of(10.0, 20.0), List.of(1L, 1L, 1L), 0);
    private static final ReferenceProfile PROFILE = new ReferenceProfile(
            3,
            Map.of("amount", BINS, "gone", BINS),
            Map.of("category", new CategoryCounts(Map.of("a", 2L, "b", 1L), 0)),
            Optional.of(BINS));
    private final DriftLayout layout = DriftLayout.of(PROFILE, SCHEMA, List.of());

    @Test
    void rows_areCountedInTheBinsOfTheProfile() {
        DriftCounts counts = counted(
                new double[] {9.9, 10, 19, 20, Double.NaN, Double.POSITIVE_INFINITY},
                new String[] {"a", "b", "b", "new", null, "a"});

        assertThat(layout.features()).extracting(CountedFeature::name).containsExactly("amount", "category", "score");
        CountedFeature amount = layout.features().get(0);
        CountedFeature category = layout.features().get(1);
        assertThat(counts.rows()).isEqualTo(6);
        assertThat(counts.bins(amount)).containsExactly(1, 2, 2);
        assertThat(counts.missing(amount)).isEqualTo(1);
        assertThat(counts.bins(category)).containsExactly(2, 2, 1);
        assertThat(counts.missing(category)).isEqualTo(1);
        assertThat(counts.bins(layout.features().get(2))).containsExactly(6, 0, 0);
        CountedFeature.OfNumber number = (CountedFeature.OfNumber) amount;
        assertThat(number.pivot() * 4 + counts.sum(number.sums())).isEqualTo(9.9 + 10 + 19 + 20);
        assertThat(counts.sum(number.sums() + 2)).isEqualTo(9.9);
        assertThat(counts.sum(number.sums() + 3)).isEqualTo(20);
    }

    @Test
    void counts_areTheSame_whenCountedInPartsAndWrittenAndRead() {
        DriftCounts whole = counted(new double[] {1, 15, 30, 40}, new String[] {"a", "b", null, "x"});
        DriftCounts first = counted(new double[] {1, 15}, new String[] {"a", "b"});
        DriftCounts second = DriftCounts.read(
                counted(new double[] {30, 40}, new String[] {null, "x"}).toBytes());
        second.add(first);
        assertThat(second.toBytes()).isEqualTo(whole.toBytes());
    }

    /** A bin that wraps would hold less than nothing. */
    @Test
    void bin_stopsAtTheLargestNumber_howeverItIsCounted() {
        DriftCounts counts = new DriftCounts(4, 4);
        counts.count(0, Integer.MAX_VALUE);
        counts.count(0);
        counts.count(0, 5);
        assertThat(DriftCounts.read(counts.toBytes()).toBytes()).isEqualTo(counts.toBytes());
        DriftCounts most = new DriftCounts(4, 4);
        most.count(0, Integer.MAX_VALUE);
        assertThat(counts.toBytes()).isEqualTo(most.toBytes());
    }

    /** What versions wrote that did not count by cluster. */
    static int bytesWithoutClusters(DriftLayout layout) {
        return 2 * Long.BYTES + 2 * Integer.BYTES + layout.slots() * Integer.BYTES + layout.sums() * Double.BYTES;
    }

    /** A window that was open when the version changed: all its rows are in bins, those of before in no cluster. */
    @Test
    void counts_areReadFromTheFormatBefore_andClustersBegin() {
        DriftCounts whole = counted(new double[] {1, 15}, new String[] {"a", "b"});
        DriftCounts before = DriftCounts.read(Arrays.copyOf(whole.toBytes(), bytesWithoutClusters(layout)));
        assertThat(before.rows()).isEqualTo(2);
        assertThat(before.bins(layout.features().get(0))).containsExactly(1, 1, 0);
        assertThat(before.knownCells(layout.clusters()).isEmpty()).isTrue();
        assertThat(before.toBytes()).hasSize(bytesWithoutClusters(layout));

        before.add(counted(new double[] {30}, new String[] {"a"}));
        assertThat(before.rows()).isEqualTo(3);
        assertThat(clustered(before)).isEqualTo(1);
        DriftCounts after = counted(new double[] {30}, new String[] {"a"});
        after.add(DriftCounts.read(Arrays.copyOf(whole.toBytes(), bytesWithoutClusters(layout))));
        assertThat(after.toBytes()).isEqualTo(before.toBytes());
    }

    /** The reference was counted anew in the same bins, and its coarse bins are others: clusters cannot be added. */
    @Test
    void clusters_areLeftOut_whenTheirCoarseBinsDiffer() {
        NumberBins other = new NumberBins(List.of(10.0, 20.0), List.of(100L, 1L, 1L), 0);
        DriftLayout moved = DriftLayout.of(
                new ReferenceProfile(
                        3, Map.of("amount", other, "gone", other), PROFILE.categories(), Optional.of(other)),
                SCHEMA,
                List.of());
        assertThat(moved.fingerprint()).isEqualTo(layout.fingerprint());
        DriftCounts counts = counted(new double[] {1, 15}, new String[] {"a", "b"});
        assertThat(counts.knownCells(moved.clusters()).isEmpty()).isTrue();
        assertThat(counts.cells(moved.clusters()).isOf(moved.clusters())).isTrue();
        counts.add(counted(new double[] {1}, new String[] {"a"}));
        assertThat(counts.rows()).isEqualTo(3);
        assertThat(counts.knownCells(layout.clusters()).isEmpty()).isTrue();
    }

    @Test
    void cells_takeAsFewBytesAsTheyNeed_andMore_whenThereAreManyRows() {
        ClusterLayout clusters = layout.clusters();
        ClusterCells cells = ClusterCells.of(clusters);
        int few = cells.bytes();
        for (int row = 0; row < 200; row++) {
            cells.count(3);
        }
        assertThat(few).isEqualTo(9 + clusters.cells());
        assertThat(cells.bytes()).isEqualTo(9 + 2 * clusters.cells());
        for (int row = 0; row < 70_000; row++) {
            cells.count(4);
        }
        ByteBuffer buffer = ByteBuffer.allocate(cells.bytes());
        cells.write(buffer);
        ClusterCells read = ClusterCells.read(buffer.flip());
        assertThat(read.clusters(clusters.place(0), 0, ClusterLayout.GROUPS))
                .isEqualTo(cells.clusters(clusters.place(0), 0, ClusterLayout.GROUPS));
        assertThat(Arrays.stream(read.clusters(clusters.place(0), 0, ClusterLayout.GROUPS))
                        .flatMapToLong(Arrays::stream)
                        .sum())
                .isEqualTo(70_200);
    }

    private long clustered(DriftCounts counts) {
        long[][] groups =
                counts.knownCells(layout.clusters()).clusters(layout.clusters().place(0), 0, ClusterLayout.GROUPS);
        return Arrays.stream(groups).flatMapToLong(Arrays::stream).sum();
    }

    @Test
    void read_tellsDamage() {
        byte[] clusters = counted(new double[] {1}, new String[] {"a"}).toBytes();
        assertThatThrownBy(() -> DriftCounts.read(Arrays.copyOf(clusters, clusters.length - 1)))
                .hasMessageContaining("counts by cluster must have");
        assertThatThrownBy(() -> DriftCounts.read(new byte[3])).hasMessageContaining("at least 24 bytes: had 3");
        byte[] cut = new DriftCounts(4, 4).toBytes();
        assertThatThrownBy(() -> DriftCounts.read(Arrays.copyOf(cut, cut.length - 1)))
                .hasMessageContaining("4 bins and 4 sums");
    }

    private DriftCounts counted(double[] amounts, String[] categories) {
        EventFrame events = new EventFrame(SCHEMA, amounts.length);
        events.clear(amounts.length);
        int[] chosen = new int[amounts.length];
        for (int row = 0; row < amounts.length; row++) {
            events.features().number(1, row, amounts[row]);
            events.features().text(2, row, categories[row]);
            events.add(
                    FrameRow.of(new SourcePosition("t", 0, row), 0, null, new byte[0], new RecordHeaders()),
                    "e" + row,
                    "c",
                    0);
            chosen[row] = row;
        }
        ScoredFrame frame = new ScoredFrame(events, "m", "1", "champion", new double[amounts.length], null, List.of());
        DriftCounts counts = new DriftCounts(layout.slots(), layout.sums());
        RowClusters clusters = new RowClusters();
        clusters.look(events, chosen, amounts.length, 0, 1_000);
        RowCounter.count(layout, frame, chosen, amounts.length, clusters, counts);
        return counts;
    }

    /** Four thousand texts of three thousand characters must not become one record. */
    @Test
    void categories_stayApartAndSmall_whenTheyAreLongTexts() {
        CategoryHistogram histogram = new CategoryHistogram();
        for (int i = 0; i < 900; i++) {
            histogram.add("x".repeat(3_000) + i % 450, 1);
        }
        assertThat(histogram.counts()).hasSize(450).allSatisfy((text, rows) -> {
            assertThat(text).hasSizeLessThan(120);
            assertThat(rows).isEqualTo(2);
        });
        assertThat(histogram.bytes()).isLessThan(100_000);
    }
}
