package io.riffle.app.backtest;

import io.riffle.app.batch.BatchScoring;
import io.riffle.app.batch.InputLine;
import io.riffle.app.batch.OutputLine;
import io.riffle.model.deployment.Canary;
import io.riffle.model.deployment.CanaryPlan;
import io.riffle.model.deployment.Change;
import io.riffle.model.deployment.Deployment;
import io.riffle.model.folder.ModelTask;
import io.riffle.scoring.CanaryWatch;
import io.riffle.stats.Quantiles;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Runs two versions over the same events. An event's features are computed once, by the stages of the stream: the
 * candidate is a watched canary for all entities, so the baseline, as champion, scores the very same rows.
 */
public final class Backtest {
    private static final int WORST = 20;

    private final Side candidate;
    private final Side baseline;
    private final Comparison comparison;
    private final Map<String, String> truths;
    private final Predicate<String> positive;
    private final PriorityQueue<ScoredPair> worst =
            new PriorityQueue<>(Comparator.comparingDouble(ScoredPair::difference));
    private final DoubleList differences = new DoubleList();
    private Consumer<Difference> each = difference -> {};
    private double signed;
    private long events;
    private long deadLetters;
    private long labelled;
    private long flips;

    /** What is written for one event. */
    public record Difference(String eventId, double candidate, double baseline, boolean flipped) {}

    /**
     * A comparison that has seen nothing.
     *
     * @param threshold the score from which an answer is yes
     * @param truths labels by event id; may be empty
     * @param positive whether a label means yes
     */
    public Backtest(
            Version candidate,
            Version baseline,
            double threshold,
            Map<String, String> truths,
            Predicate<String> positive) {
        this.candidate = new Side(candidate, threshold);
        this.baseline = new Side(baseline, threshold);
        this.truths = truths;
        this.positive = positive;
        comparison = new Comparison(this.candidate, this.baseline, threshold, baseline.task() != ModelTask.REGRESSION);
    }

    /** The deployment under which both versions score every row. */
    public static Deployment deployment(String candidate, String baseline) {
        return Deployment.initial(baseline)
                .withCanary(new Canary(candidate, 100, CanaryPlan.DEFAULT), new Change("backtest", 0, ""));
    }

    /** What the topology must tell. */
    public CanaryWatch watch() {
        return comparison;
    }

    /** Wants every compared event, in the order of the input. */
    public void tell(Consumer<Difference> consumer) {
        each = consumer;
    }

    /** Scores these lines. */
    public void add(List<InputLine> lines, BatchScoring scoring) throws IOException, InterruptedException {
        events += lines.size();
        for (OutputLine line : scoring.score(lines, false)) {
            deadLetters += line.kind() == OutputLine.Kind.DEAD_LETTER ? 1 : 0;
        }
        comparison.take().forEach(this::count);
    }

    private void count(ScoredPair pair) {
        if (!pair.isWhole()) {
            return;
        }
        differences.add(pair.difference());
        signed += pair.candidate() - pair.baseline();
        flips += pair.flipped() ? 1 : 0;
        keepIfWorst(pair);
        String truth = truths.get(pair.eventId());
        if (truth != null) {
            labelled++;
            candidate.truth(pair.candidate(), truth, positive);
            baseline.truth(pair.baseline(), truth, positive);
        }
        each.accept(new Difference(pair.eventId(), pair.candidate(), pair.baseline(), pair.flipped()));
    }

    private void keepIfWorst(ScoredPair pair) {
        worst.add(pair);
        if (worst.size() > WORST) {
            worst.remove();
        }
    }

    /** What was found so far, judged. */
    public BacktestResult result(Thresholds thresholds) {
        List<ScoredPair> sorted = new ArrayList<>(worst);
        sorted.sort(Comparator.comparingDouble(ScoredPair::difference).reversed());
        return new BacktestResult(
                        candidate.figures(),
                        baseline.figures(),
                        new BacktestResult.Counts(
                                events, differences.size(), deadLetters - candidate.failed(), labelled, flips),
                        quantiles(),
                        sorted.stream()
                                .map(pair ->
                                        new BacktestResult.Worst(pair.eventId(), pair.candidate(), pair.baseline()))
                                .toList(),
                        List.of())
                .judged(thresholds);
    }

    private Map<String, Double> quantiles() {
        Map<String, Double> quantiles = new LinkedHashMap<>();
        if (differences.size() == 0) {
            return quantiles;
        }
        double[] ascending = differences.sorted();
        quantiles.put("mean_signed", signed / ascending.length);
        quantiles.put("p50", Quantiles.of(ascending, 0.5));
        quantiles.put("p90", Quantiles.of(ascending, 0.9));
        quantiles.put("p99", Quantiles.of(ascending, 0.99));
        quantiles.put("max", ascending[ascending.length - 1]);
        return quantiles;
    }
}
