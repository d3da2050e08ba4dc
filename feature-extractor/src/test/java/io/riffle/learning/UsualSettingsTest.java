package io.riffle.learning;

import static org.assertj.core.api.Assertions.assertThat;

import io.riffle.learning.LearningStreams.Event;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * How the usual settings of the mixture were found: log-loss above that of the best setting of each simulated stream and
 * delay, as a mean over the streams. {@code docs/LEARNING.md} quotes what this prints.
 */
class UsualSettingsTest {
    private static final int ROWS = 4_000;
    private static final int[] DELAYS = {1, 48, 336};

    /** Mean loss above the best, by setting, for each delay. */
    private static Map<Mixing, double[]> scan(long seed, List<Mixing> mixings) {
        Map<String, List<Event>> streams = SimulatedStreams.all(seed, ROWS);
        Map<Mixing, double[]> above = new LinkedHashMap<>();
        mixings.forEach(mixing -> above.put(mixing, new double[DELAYS.length]));
        streams.values().forEach(events -> {
            for (int delay = 0; delay < DELAYS.length; delay++) {
                int rows = DELAYS[delay];
                double[] losses = mixings.stream()
                        .mapToDouble(mixing -> loss(events, mixing, rows))
                        .toArray();
                double best = Arrays.stream(losses).min().orElseThrow();
                for (int i = 0; i < losses.length; i++) {
                    above.get(mixings.get(i))[delay] += (losses[i] - best) / streams.size();
                }
            }
        });
        return above;
    }

    private static double loss(List<Event> events, Mixing mixing, int delay) {
        LearningSettings settings = LearningSettings.of(
                        new Target.Binary(), events.get(0).inputs().length)
                .withMixing(mixing);
        Prequential run = new Prequential(new OnlineLearner(settings), new Delay.Rows(delay));
        events.forEach(event -> run.ask(event.example(), event.time(), event.labelTime()));
        return run.measures().get("learner").get("log_loss");
    }

    @Test
    void usualMixing_isNearTheBestOfItsNeighbours_atEachDelay() {
        List<Mixing> mixings = List.of(
                new Mixing(0.01, 0),
                new Mixing(0.01, 0.5),
                Mixing.DEFAULT,
                new Mixing(0.01, 1),
                new Mixing(0.001, 0.75),
                new Mixing(0.003, 0.75),
                new Mixing(0.03, 0.75));
        Map<Mixing, double[]> above = scan(1, mixings);
        above.forEach((mixing, losses) -> System.out.printf(
                Locale.ROOT,
                "share %.3f, patience %.2f: %.4f %.4f %.4f%n",
                mixing.share(),
                mixing.patience(),
                losses[0],
                losses[1],
                losses[2]));
        double[] usual = above.getOrDefault(Mixing.DEFAULT, new double[0]);
        assertThat(usual[0]).isLessThan(0.006);
        assertThat(usual[1]).isLessThan(0.006);
        assertThat(usual[2]).isLessThan(0.01);
        // Whole losses of late labels are what the patience is there for.
        assertThat(above.getOrDefault(mixings.get(0), new double[3])[1]).isGreaterThan(0.015);
    }
}
