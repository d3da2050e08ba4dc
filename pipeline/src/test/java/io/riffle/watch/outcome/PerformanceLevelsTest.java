package io.riffle.watch.outcome;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.riffle.config.OutcomesConfig;
import io.riffle.metrics.RecordedOutcomeMetrics;
import io.riffle.schema.Performance;
import io.riffle.schema.ScoredBy;
import io.riffle.stats.MulticlassPerformance.Ranked;
import io.riffle.stats.PerformanceBaseline;
import io.riffle.stats.PerformanceMeasure;
import io.riffle.watch.window.ClosedWindow;
import io.riffle.watch.window.WindowKey;
import io.riffle.watch.window.WindowVerdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A version that gets worse, worse again and better, over windows of 400 outcomes. */
class PerformanceLevelsTest {
    private static final long HOUR = 3_600_000;
    private static final int ROWS = 400;
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final OutcomesConfig CONFIG = new OutcomesConfig(
            Duration.ofHours(200),
            Duration.ofMinutes(10),
            new OutcomesConfig.Answers(OutcomesConfig.Truth.BINARY, List.of("1"), 0.5),
            OutcomesConfig.Success.CORRECT,
            Duration.ofHours(1),
            Duration.ofSeconds(1),
            OutcomesConfig.Judging.DEFAULT);
    private static final PerformanceBaseline EVALUATED =
            new PerformanceBaseline(20_000, Double.NaN, Map.of(PerformanceMeasure.ACCURACY, 0.93));

    private final Map<Integer, PerformanceCounts> windows = new HashMap<>();
    private final Random random = new Random(7);
    private PerformanceJudge judge = judge();

    private static PerformanceJudge judge() {
        return new PerformanceJudge(new OutcomeStage(
                CONFIG,
                new RecordedOutcomeMetrics(),
                Optional::empty,
                OutcomeWatch.NONE,
                version -> Optional.of(EVALUATED),
                new OutcomeStage.Sinks("", "", "", "", "", "")));
    }

    private void windows(int from, int to, double accuracy) {
        for (int window = from; window < to; window++) {
            PerformanceCounts counts = new PerformanceCounts(CONFIG);
            for (int row = 0; row < ROWS; row++) {
                boolean right = random.nextDouble() < accuracy;
                ScoredEvent event = new ScoredEvent(
                        "e" + row,
                        "card " + random.nextInt(5_000),
                        window * HOUR,
                        right ? 0.9 : 0.1,
                        null,
                        new ScoredBy("m", "1", "champion"),
                        null,
                        Ranked.NONE);
                counts.add(new JoinedOutcome(event, new Label("e" + row, "1", 0), null));
            }
            counts.close();
            windows.put(window, counts);
        }
    }

    private WindowVerdict judged(int window) {
        WindowKey key = new WindowKey(
                "performance", "m", "1", "champion", PerformanceSum.fingerprint(CONFIG), window * HOUR, HOUR);
        return judge.judge(new ClosedWindow<>(
                key,
                1,
                1,
                windows.get(window),
                List.of(),
                back -> Optional.ofNullable(windows.get(window - back)),
                Optional.empty(),
                List.of()));
    }

    /** The windows that name another change, with what they call it. */
    private List<String> named(int from, int to) throws Exception {
        List<String> named = new ArrayList<>();
        for (int window = from; window < to; window++) {
            Performance report = JSON.readValue(judged(window).reports().get(0), Performance.class);
            for (Performance.Level level : report.verdict().levels()) {
                if (!level.change().equals("same")) {
                    named.add(window + " " + level.change());
                }
            }
        }
        return named;
    }

    private List<String> alerts(int window) {
        return judged(window).signals().stream()
                .filter(signal -> signal.finding().severity().fires())
                .map(signal -> signal.subject().measure())
                .toList();
    }

    @Test
    void laterChanges_areNamed_besideTheComparisonWithTheEvaluation() throws Exception {
        windows(0, 10, 0.93);
        windows(10, 20, 0.82);
        windows(20, 30, 0.68);
        windows(30, 40, 0.82);
        assertThat(named(0, 40)).containsExactly("21 worse", "31 better");
        assertThat(alerts(9)).isEmpty();
        assertThat(alerts(12)).containsExactly("accuracy");
        assertThat(alerts(21)).containsExactly("accuracy", "accuracy.level");
        assertThat(alerts(22)).containsExactly("accuracy");
        assertThat(alerts(31)).containsExactly("accuracy", "accuracy.level");
        assertThat(alerts(32)).containsExactly("accuracy");
        String text = judged(31).signals().stream()
                .filter(signal -> signal.subject().measure().equals("accuracy.level"))
                .map(signal -> signal.finding().text())
                .findFirst()
                .orElseThrow();
        assertThat(text)
                .matches("accuracy of m 1: 0\\.8\\d+, better than the 0\\.6\\d+ since 1970-01-01T20:00:00Z, its last"
                        + " change .*");
    }

    /** What was judged before a restart follows from the counts: the same windows get the same verdicts. */
    @Test
    void levels_areTheSame_afterARestart() throws Exception {
        windows(0, 10, 0.93);
        windows(10, 20, 0.82);
        windows(20, 30, 0.68);
        List<String> before = named(0, 30);
        judge = judge();
        assertThat(named(21, 30)).isEqualTo(before).containsExactly("21 worse");
        assertThat(named(21, 30)).as("judged again with more labels").isEqualTo(before);
    }

    @Test
    void nothingIsNamed_whileALevelStays_norWhenWindowsGoUpAndDown() throws Exception {
        int names = 0;
        for (int run = 0; run < 10; run++) {
            windows.clear();
            judge = judge();
            windows(0, 5, 0.93);
            windows(5, 105, 0.82);
            names += named(0, 105).size();
        }
        assertThat(names).as("of 1,000 windows after a change").isZero();
        windows.clear();
        judge = judge();
        windows(0, 10, 0.82);
        for (int window = 10; window < 60; window++) {
            windows(window, window + 1, window % 2 == 0 ? 0.82 : 0.68);
        }
        assertThat(named(0, 60)).isEmpty();
    }
}
