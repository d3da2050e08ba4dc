package io.riffle.stats;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.riffle.ReferenceData;
import io.riffle.hash.EntityGroups;
import io.riffle.stats.sequential.Adwin;
import io.riffle.stats.sequential.ErrorRateDetector;
import io.riffle.stats.sequential.PageHinkley;
import io.riffle.stats.sequential.SequentialDetector;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.DoubleFunction;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * All detectors on all drift streams: detections, delay and false alarms. The table in docs/DRIFT.md is what this test
 * prints; it fails where the two differ.
 */
class DriftStreamsTest {
    private static final int REFERENCE = 500;
    private static final int WINDOW = 250;
    private static final int SLIDING = 4;
    private static final int CLUSTERS = 16;

    /** Acceptable false alarms per window over everything watched; a stream is one feature at two window lengths. */
    private static final double BUDGET = 1.0 / 2_000;

    /** One stream: values as rows per bin are counted from them; categories become numbers of their rank. */
    private record Recorded(String id, boolean category, int change, double[] values, int bins) {}

    /** Where each detector alarmed: the row after the last one it looked at. */
    private interface Detector {
        List<Integer> alarms(Recorded stream);
    }

    private record Result(int detected, long delay, int falseAlarms, int quietStreams, List<String> missed) {}

    @Test
    void alarms_areCalibrated_onAllStreams() throws IOException {
        List<Recorded> streams = streams("drift/streams.jsonl.gz");
        List<Recorded> longControls = streams("drift/long_controls.jsonl.gz");
        Map<String, Detector> detectors = detectors();
        StringBuilder table = new StringBuilder();
        table.append("| detector | detected of 22 | mean delay, rows | alarms before a change | alarms on 15 controls |"
                + " alarms on 3 long controls | missed |\n|---|---|---|---|---|---|---|\n");
        Map<String, Result> results = new HashMap<>();
        for (String name : new ArrayList<>(order(detectors))) {
            Detector detector = detectors.get(name);
            Result result = judge(detector, streams);
            results.put(name, result);
            int onLong = longControls.stream()
                    .mapToInt(each -> detector.alarms(each).size())
                    .sum();
            results.put(name + " long", new Result(0, 0, onLong, 0, List.of()));
            table.append(String.format(
                    Locale.ROOT,
                    "| %s | %d | %d | %d | %d | %d | %s |%n",
                    name,
                    result.detected,
                    result.detected == 0 ? 0 : result.delay / result.detected,
                    result.falseAlarms,
                    result.quietStreams,
                    onLong,
                    result.missed.isEmpty() ? "-" : String.join(", ", result.missed)));
        }
        String delays = delays(detectors.get(CALIBRATED), streams);
        publish(table.toString(), delays);

        Result calibrated = results.get(CALIBRATED);
        assertThat(calibrated.missed).isEmpty();
        assertThat(calibrated.detected).isEqualTo(22);
        assertThat(calibrated.falseAlarms).isZero();
        assertThat(calibrated.quietStreams).isZero();
        assertThat(results.get(CALIBRATED + " long").falseAlarms).isZero();
    }

    private static final String CALIBRATED = "calibrated, 1 false alarm in 2,000 windows";

    private static List<String> order(Map<String, Detector> detectors) {
        return detectors.keySet().stream()
                .sorted((a, b) -> a.equals(CALIBRATED) ? -1 : b.equals(CALIBRATED) ? 1 : a.compareTo(b))
                .toList();
    }

    private static Map<String, Detector> detectors() {
        Map<String, Detector> detectors = new HashMap<>();
        detectors.put(CALIBRATED, windows(BUDGET / 2, SLIDING));
        detectors.put("calibrated, 1 in 200 windows", windows(1.0 / 400, SLIDING));
        detectors.put("calibrated, 1 in 20 windows", windows(1.0 / 40, SLIDING));
        detectors.put("KS or chi-square p < 0.05", plain(p -> p < 0.05));
        detectors.put("PSI > 0.1", stability(0.1));
        detectors.put("PSI > 0.2", stability(0.2));
        detectors.put("ADWIN, delta 0.002", sequential(() -> new Adwin(0.002), true));
        detectors.put("Page-Hinkley, 0.25 and 50 deviations", sequential(() -> new PageHinkley(0.25, 50, 30), true));
        detectors.put("DDM (0/1 streams only)", errors());
        return detectors;
    }

    private static Detector windows(double level, int sliding) {
        return stream -> {
            List<Integer> alarms = new ArrayList<>();
            Counted counted = new Counted(stream);
            for (int to = REFERENCE + WINDOW; to <= stream.values.length; to += WINDOW) {
                boolean alarm = counted.probability(to - WINDOW, to) < level;
                int longFrom = to - sliding * WINDOW;
                alarm |= longFrom >= REFERENCE && counted.probability(longFrom, to) < level;
                if (alarm) {
                    alarms.add(to);
                }
            }
            return alarms;
        };
    }

    private static Detector plain(java.util.function.DoublePredicate alarming) {
        return stream -> {
            Counted counted = new Counted(stream);
            return alarms(stream, to -> alarming.test(counted.plain(to - WINDOW, to)));
        };
    }

    private static Detector stability(double threshold) {
        return stream -> {
            Counted counted = new Counted(stream);
            return alarms(stream, to -> counted.stability(to - WINDOW, to) > threshold);
        };
    }

    private static List<Integer> alarms(Recorded stream, IntFunction<Boolean> alarming) {
        List<Integer> alarms = new ArrayList<>();
        for (int to = REFERENCE + WINDOW; to <= stream.values.length; to += WINDOW) {
            if (alarming.apply(to)) {
                alarms.add(to);
            }
        }
        return alarms;
    }

    /** Values in the deviations of the first 500 rows (or as categories' ranks), within 0 and 1 for ADWIN's bound. */
    private static Detector sequential(Supplier<SequentialDetector> detectors, boolean standardised) {
        return stream -> {
            MeanVariance reference = MeanVariance.of(Arrays.copyOf(stream.values, REFERENCE));
            double deviation = reference.populationDeviation();
            double unit = standardised && deviation > 0 ? deviation : 1;
            SequentialDetector detector = detectors.get();
            DoubleFunction<Double> scaled = value -> (value - reference.mean()) / unit;
            List<Integer> alarms = new ArrayList<>();
            for (int row = 0; row < stream.values.length; row++) {
                double value = scaled.apply(stream.values[row]);
                boolean squashed = detector instanceof Adwin;
                if (detector.add(squashed ? 1 / (1 + Math.exp(-value)) : value)) {
                    alarms.add(row + 1);
                }
            }
            return alarms;
        };
    }

    private static Detector errors() {
        return stream -> {
            boolean binary = Arrays.stream(stream.values).allMatch(value -> value == 0 || value == 1);
            List<Integer> alarms = new ArrayList<>();
            ErrorRateDetector detector = new ErrorRateDetector();
            for (int row = 0; binary && !stream.category && row < stream.values.length; row++) {
                if (detector.add(stream.values[row])) {
                    alarms.add(row + 1);
                }
            }
            return alarms;
        };
    }

    private static Result judge(Detector detector, List<Recorded> streams) {
        int detected = 0;
        long delay = 0;
        int early = 0;
        int onControls = 0;
        List<String> missed = new ArrayList<>();
        for (Recorded stream : streams) {
            List<Integer> alarms = detector.alarms(stream);
            if (stream.change < 0) {
                onControls += alarms.size();
                continue;
            }
            early += (int) alarms.stream().filter(row -> row <= stream.change).count();
            int first = alarms.stream()
                    .filter(row -> row > stream.change)
                    .findFirst()
                    .orElse(-1);
            if (first < 0) {
                missed.add(stream.id);
            } else {
                detected++;
                delay += first - stream.change;
            }
        }
        return new Result(detected, delay, early, onControls, missed);
    }

    private static String delays(Detector detector, List<Recorded> streams) {
        StringBuilder rows =
                new StringBuilder("| stream | change at row | alarm at row | delay, rows |\n|---|---|---|---|\n");
        for (Recorded stream : streams) {
            if (stream.change >= 0) {
                int first = detector.alarms(stream).stream()
                        .filter(row -> row > stream.change)
                        .findFirst()
                        .orElse(-1);
                rows.append(String.format(
                        Locale.ROOT,
                        "| %s | %d | %d | %d |%n",
                        stream.id,
                        stream.change,
                        first,
                        first - stream.change));
            }
        }
        return rows.toString();
    }

    private static void publish(String table, String delays) throws IOException {
        Path printed = Path.of("target", "drift-streams.md");
        Files.createDirectories(printed.getParent());
        Files.writeString(printed, table + "\n" + delays);
        String document = Files.readString(Path.of("..", "docs", "DRIFT.md"));
        assertThat(document)
                .as("docs/DRIFT.md must hold what is in feature-extractor/" + printed)
                .contains(table)
                .contains(delays);
    }

    private static List<Recorded> streams(String file) {
        Map<String, Integer> changes = new HashMap<>();
        for (JsonNode each : ReferenceData.json("drift/index.json").get("streams")) {
            changes.put(each.get("id").asText(), each.path("change_index").asInt(-1));
        }
        List<Recorded> streams = new ArrayList<>();
        for (JsonNode each : ReferenceData.jsonLines(file)) {
            streams.add(stream(each, changes.getOrDefault(each.get("id").asText(), -1)));
        }
        return streams;
    }

    private static Recorded stream(JsonNode each, int change) {
        String id = each.get("id").asText();
        JsonNode values = each.get("values");
        if (!values.get(0).isTextual()) {
            return new Recorded(id, false, change, ReferenceData.numbers(values), 64);
        }
        List<String> texts = ReferenceData.texts(values);
        List<String> categories = new ArrayList<>(new TreeSet<>(texts));
        double[] ranks = texts.stream().mapToDouble(categories::indexOf).toArray();
        return new Recorded(id, true, change, ranks, categories.size());
    }

    /** A stream against its first 500 rows, counted into bins as the running system does. */
    private static final class Counted {
        private final Recorded stream;
        private final BinEdges edges;
        private final long[] reference;
        private final UnlistedCategories unlisted;

        Counted(Recorded stream) {
            this.stream = stream;
            double[] first = Arrays.copyOf(stream.values, REFERENCE);
            edges = stream.category
                    ? edges(stream, first, stream.bins)
                    : new BinEdges(ReferenceBins.ofValues(first).edges().stream()
                            .mapToDouble(Double::doubleValue)
                            .toArray());
            reference = edges.count(first);
            unlisted = UnlistedCategories.of(reference, 0);
        }

        private static BinEdges edges(Recorded stream, double[] first, int bins) {
            if (!stream.category) {
                return BinEdges.closedOnTheRight(Quantiles.edges(first, bins));
            }
            double[] between = new double[stream.bins - 1];
            Arrays.setAll(between, i -> i + 0.5);
            return new BinEdges(between);
        }

        double probability(int from, int to) {
            long[] current = edges.count(Arrays.copyOfRange(stream.values, from, to));
            Variation variation = variation(from, to);
            ChangeTest change = stream.category
                    ? ChangeTest.ofCategories(reference, 0, current, 0, variation)
                    : ChangeTest.ofNumbers(reference, 0, current, 0, variation);
            OutsideTest outside = stream.category
                    ? OutsideTest.ofCategories(unlisted, 0, to - from, change.designEffect())
                    : OutsideTest.ofNumbers(reference, current, change.designEffect());
            return Math.min(OutsideTest.correctedOther(change.probability()), outside.corrected());
        }

        /** Each row is an entity of its own; blocks are parts of a window, also in four windows together. */
        private Variation variation(int from, int to) {
            int[] coarse = stream.category
                    ? CoarseBins.frequentIndex(reference, Variation.COARSE)
                    : CoarseBins.runIndex(reference, Variation.COARSE);
            int bins = CoarseBins.bins(coarse) + 1;
            long[][] groups = new long[CLUSTERS][bins];
            long[][] blocks = new long[CLUSTERS][bins];
            for (int row = from; row < to; row++) {
                int bin = coarse[edges.bin(stream.values[row])];
                groups[EntityGroups.of("entity-" + row) % CLUSTERS][bin]++;
                blocks[row % WINDOW * CLUSTERS / WINDOW][bin]++;
            }
            return new Variation(
                    coarse,
                    Stream.concat(ShareSpread.between(groups).stream(), ShareSpread.overTime(blocks).stream())
                            .toList());
        }

        double plain(int from, int to) {
            double[] current = Arrays.copyOfRange(stream.values, from, to);
            if (stream.category) {
                return HomogeneityTest.chiSquare(reference, edges.count(current))
                        .probability();
            }
            double d = KolmogorovSmirnov.of(Arrays.copyOf(stream.values, REFERENCE), current)
                    .statistic();
            return KolmogorovSmirnovProbability.asymptotic(d, REFERENCE, current.length);
        }

        double stability(int from, int to) {
            double[] first = Arrays.copyOf(stream.values, REFERENCE);
            BinEdges ten = edges(stream, first, 10);
            return PopulationStability.floored(
                    ten.count(first), ten.count(Arrays.copyOfRange(stream.values, from, to)), 1e-4);
        }
    }
}
