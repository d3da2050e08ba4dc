package io.riffle.watch.drift;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.riffle.config.DriftConfig;
import io.riffle.schema.DriftReport;
import io.riffle.watch.window.WindowVerdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/**
 * How often windows alarm in worlds in which nothing changes. The table in docs/DRIFT.md is what this test prints at its full
 * size ({@code -Driffle.worlds=full}); it fails where the two differ.
 */
class DriftWorldsTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final boolean FULL = "full".equals(System.getProperty("riffle.worlds"));
    private static final int RUNS = FULL ? 10 : 1;
    private static final int DAYS = FULL ? 5 : 4;
    private static final int DAY = 24;
    private static final double CHANGE = 1;
    private static final double MOST = 0.01;

    /**
     * A world, and what is promised of it.
     *
     * @param atOnce whether the promise holds from the first window on, and not only once a day is known
     */
    private record Promise(String name, boolean atOnce, DriftConfig.Season season, Function<Random, World> world) {}

    private static final List<Promise> PROMISES = List.of(
            promise("independent rows", true, World::independent),
            promise("autocorrelated rows, 0.2", true, random -> World.autoregressive(0.2, random)),
            promise("autocorrelated rows, 0.6", true, random -> World.autoregressive(0.6, random)),
            promise("autocorrelated rows, 0.9", true, random -> World.autoregressive(0.9, random)),
            promise("bursts of 5 rows of an entity", true, random -> World.bursts(5, 0.9, random)),
            promise("bursts of 20 rows of an entity", true, random -> World.bursts(20, 0.9, random)),
            promise("50 entities, varying activity", true, random -> World.habits(50, 0.7, 0.7, random)),
            promise("a sine over the day, 0.5", false, random -> World.daily(0.5, random)),
            promise("a sine over the day, 1.0", false, random -> World.daily(1, random)),
            promise("nights that differ by 0.7", false, random -> World.nights(0.7, random)),
            seasonal("a sine over the day, 0.5", random -> World.daily(0.5, random)),
            seasonal("a sine over the day, 1.0", random -> World.daily(1, random)),
            seasonal("nights that differ by 0.7", random -> World.nights(0.7, random)));

    private static Promise seasonal(String name, Function<Random, World> world) {
        return new Promise(name + ", `hour-of-day`", false, DriftConfig.Season.HOUR_OF_DAY, world);
    }

    private static Promise promise(String name, boolean atOnce, Function<Random, World> world) {
        return new Promise(name, atOnce, DriftConfig.Season.NONE, world);
    }

    /** What happened in all runs of a world. */
    private static final class Tally {
        private int independent;
        private int firstDay;
        private int later;
        private double effective;
        private int found;
        private int delay;
        private int alarming;
    }

    @Test
    void windows_alarmAsSeldomAsPromised_whenNothingChanges() throws IOException {
        StringBuilder table = new StringBuilder("| world | as independent rows | first day | afterwards |"
                + " 1,000 rows are worth | a shift by 1.0 is found | after hours | and alarms in |\n"
                + "|---|---|---|---|---|---|---|---|\n");
        List<String> broken = new ArrayList<>();
        for (Promise promise : PROMISES) {
            Tally tally = new Tally();
            for (int run = 0; run < RUNS; run++) {
                run(promise, run, tally);
            }
            int later = RUNS * (DAYS - 1) * DAY;
            table.append(String.format(
                    Locale.ROOT,
                    "| %s | %.1f %% | %.1f %% | %.2f %% | %.0f | %d of %d | %s | %.0f %% of hours |%n",
                    promise.name(),
                    100.0 * tally.independent / (RUNS * DAYS * DAY),
                    100.0 * tally.firstDay / (RUNS * DAY),
                    100.0 * tally.later / later,
                    tally.effective / RUNS,
                    tally.found,
                    RUNS,
                    tally.found == 0 ? "-" : String.format(Locale.ROOT, "%.1f", (double) tally.delay / tally.found),
                    100.0 * tally.alarming / (RUNS * DAY)));
            if (tally.later > Math.ceil(MOST * later)) {
                broken.add(promise.name() + ": " + tally.later + " of " + later + " windows");
            }
            if (promise.atOnce() && tally.firstDay > Math.ceil(MOST * RUNS * DAY)) {
                broken.add(promise.name() + ", first day: " + tally.firstDay + " of " + RUNS * DAY + " windows");
            }
        }
        publish(table.toString());
        assertThat(broken).isEmpty();
    }

    private static void run(Promise promise, int number, Tally tally) throws IOException {
        DriftConfig usual = DriftConfig.of("p");
        DriftConfig config = new DriftConfig(
                usual.judging(),
                usual.sliding(),
                usual.features(),
                usual.reportsTopic(),
                usual.countsTopic(),
                usual.withoutReference(),
                promise.season(),
                usual.detectors());
        WorldRun run = new WorldRun(promise.world().apply(new Random(31 * number + 7)), config);
        double[] effective = new double[DAYS * DAY];
        for (int hour = 0; hour < DAYS * DAY; hour++) {
            WindowVerdict verdict = run.next(0);
            tally.firstDay += hour < DAY && alarms(verdict) ? 1 : 0;
            tally.later += hour >= DAY && alarms(verdict) ? 1 : 0;
            tally.independent += FULL && alarms(run.lastAsIndependent()) ? 1 : 0;
            effective[hour] = effectiveRows(verdict);
        }
        tally.effective += Arrays.stream(effective).sorted().toArray()[effective.length / 2];
        change(run, tally);
    }

    private static void change(WorldRun run, Tally tally) {
        int found = 0;
        for (int hour = 1; hour <= DAY; hour++) {
            boolean alarm = alarms(run.next(CHANGE));
            found = found == 0 && alarm ? hour : found;
            tally.alarming += alarm ? 1 : 0;
        }
        tally.found += found > 0 ? 1 : 0;
        tally.delay += found;
    }

    private static boolean alarms(WindowVerdict verdict) {
        return verdict.signals().stream()
                .anyMatch(signal -> signal.finding().severity().fires());
    }

    private static double effectiveRows(WindowVerdict verdict) throws IOException {
        DriftReport report = JSON.readValue(verdict.reports().get(0), DriftReport.class);
        return report.features().stream()
                .filter(feature -> feature.feature().equals("amount"))
                .mapToDouble(feature -> feature.statistics().get(DriftReport.Feature.EFFECTIVE_ROWS))
                .findFirst()
                .orElseThrow();
    }

    private static void publish(String table) throws IOException {
        Path printed = Path.of("target", "drift-worlds.md");
        Files.createDirectories(printed.getParent());
        Files.writeString(printed, table);
        if (FULL) {
            assertThat(Files.readString(Path.of("..", "docs", "DRIFT.md")))
                    .as("docs/DRIFT.md must hold what is in pipeline/" + printed)
                    .contains(table);
        }
    }
}
