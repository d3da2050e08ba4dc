package io.riffle.learning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.riffle.ReferenceData;
import io.riffle.learning.LearningStreams.Event;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** One plain expert against runs of an independent program, row by row of the same stream. */
class PrequentialReferenceTest {
    private static List<Event> electricity = List.of();

    @BeforeAll
    static void read() {
        electricity = LearningStreams.electricity();
    }

    private static JsonNode stream() {
        return ReferenceData.json("reference/prequential.json").get("streams").get("electricity");
    }

    private static JsonNode run(String id) {
        for (JsonNode run : stream().get("runs")) {
            if (run.get("id").asText().equals(id)) {
                return run;
            }
        }
        throw new IllegalArgumentException("a run must be there: " + id);
    }

    private static void sameWeights(OnlineLearner learner, JsonNode expected) {
        double[] weights = learner.snapshot().experts().get(0).weights();
        double closeness = learner.step() <= 1_000 ? 1e-9 : 1e-6;
        double[] all = ReferenceData.numbers(expected.get("weights"));
        for (int i = 0; i < all.length; i++) {
            assertThat(weights[i])
                    .as("weight %d after %d rows", i, learner.step())
                    .isCloseTo(all[i], within(closeness * Math.max(1e-3, Math.abs(all[i]))));
        }
        double intercept = expected.get("intercept").asDouble();
        assertThat(weights[all.length])
                .as("intercept after %d rows", learner.step())
                .isCloseTo(intercept, within(closeness * Math.max(1e-3, Math.abs(intercept))));
    }

    /** Learns everything, with a look at the weights wherever the reference has some. */
    private static Prequential same(LearningSettings settings, List<Event> events, Delay delay, JsonNode weightsAt) {
        Prequential run = new Prequential(new OnlineLearner(settings), delay);
        long compared = -1;
        for (Event event : events) {
            run.ask(event.example(), event.time(), event.labelTime());
            long step = run.learner().step();
            JsonNode expected = weightsAt.get(Long.toString(step));
            if (expected != null && step != compared) {
                sameWeights(run.learner(), expected);
                compared = step;
            }
        }
        run.finish();
        sameWeights(run.learner(), weightsAt.get(Integer.toString(events.size())));
        return run;
    }

    private static void sameFigures(Prequential run, JsonNode expected) {
        Map<String, Double> learner = run.measures().getOrDefault("learner", Map.of());
        double rows = 5.0 / electricity.size();
        assertThat(learner.get("accuracy")).isCloseTo(expected.get("accuracy").asDouble(), within(rows));
        assertThat(learner.get("log_loss")).isCloseTo(expected.get("log_loss").asDouble(), within(1e-7));
        assertThat(learner.get("kappa")).isCloseTo(expected.get("kappa").asDouble(), within(1e-3));
        assertThat(learner.get("auc"))
                .isCloseTo(expected.get("roc_auc_of_running_scores").asDouble(), within(1e-7));
    }

    @Test
    void learn_equalsTheReference_whenPredictedBeforeTheScalerSees() {
        JsonNode expected = run("sgd_predict_first");
        LearningSettings plain = LearningSettings.plain(new Target.Binary(), 6, 0.01, 0);
        sameFigures(same(plain, electricity, new Delay.Rows(0), expected.get("weights_at")), expected);
        sameFigures(same(plain, electricity, new Delay.Rows(1), expected.get("weights_at")), expected);
    }

    /** The penalty of scikit-learn shrinks by rate x alpha = 1e-5; the run scales first, so only the weights can be equal. */
    @Test
    void forget_equalsTheReferencesPenalty() {
        JsonNode expected = run("sklearn_constant_l2");
        LearningSettings plain = LearningSettings.plain(new Target.Binary(), 6, 0.01, 0.01 * 0.001);
        Prequential run = same(plain, electricity, new Delay.Rows(0), expected.get("weights_at"));
        assertThat(run.measures().get("learner").get("accuracy"))
                .isCloseTo(expected.get("accuracy").asDouble(), within(5.0 / electricity.size()));
    }

    /** The rate is that of half the square, as here. */
    @Test
    void learn_equalsTheReference_whenTheTruthIsANumber() {
        JsonNode expected = stream().get("regression");
        List<Event> demand = electricity.stream()
                .map(event -> new Event(
                        new double[] {event.inputs()[0], event.inputs()[1]}, event.inputs()[2], event.time(), 0))
                .toList();
        LearningSettings plain = LearningSettings.plain(new Target.Regression(), 2, 0.0005, 0);
        Prequential run = same(plain, demand, new Delay.Rows(0), expected.get("weights_at"));
        Map<String, Double> learner = run.measures().getOrDefault("learner", Map.of());
        assertThat(learner.get("mae")).isCloseTo(expected.get("mae").asDouble(), within(1e-4));
        assertThat(learner.get("rmse")).isCloseTo(expected.get("rmse").asDouble(), within(1e-4));
    }

    @Test
    void baselines_equalTheReference() {
        Prequential run = new Prequential(
                new OnlineLearner(LearningSettings.plain(new Target.Binary(), 6, 0.01, 0)), new Delay.Rows(1));
        electricity.forEach(event -> run.ask(event.example(), event.time(), event.labelTime()));
        assertThat(run.measures().get("no_change").get("accuracy"))
                .isEqualTo(run("no_change").get("accuracy").asDouble());
        assertThat(run.measures().get("majority").get("accuracy"))
                .isEqualTo(run("majority_so_far").get("accuracy").asDouble());
    }
}
