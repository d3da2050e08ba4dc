package io.riffle.app.backtest;

import io.riffle.app.batch.BatchScoring;
import io.riffle.app.batch.InputLine;
import io.riffle.app.batch.OutputLine;
import io.riffle.app.batch.Refusals;
import io.riffle.app.deploy.LabelMeaning;
import io.riffle.model.deployment.Canary;
import io.riffle.model.deployment.CanaryPlan;
import io.riffle.model.deployment.Change;
import io.riffle.model.deployment.Deployment;
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
import org.jspecify.annotations.Nullable;

/**
 * Runs two versions over the same events. An event's features are computed once, by the stages of the stream: the
 * candidate is a watched canary for all entities, so the baseline, as champion, scores the very same rows.
 */
public final class Backtest {
    private static final int WORST = 20;

    private final Side candidate;
    private final Side baseline;
    private final Comparison comparison;
    private final Flips flips;
    private final Map<String, String> truths;
    private final PriorityQueue<ScoredPair> worst =
            new PriorityQueue<>(Comparator.comparingDouble(ScoredPair::difference));
    private final Refusals refusals = new Refusals();
    private final DoubleList differences = new DoubleList();
    private Consumer<Difference> each = difference -> {};
    private double signed;
    private long events;
    private long deadLetters;
    private long labelled;
    private long flipped;

    /**
     * What is written for one event.
     *
     * @param flipped whether the decisions differ; null where nothing is decided
     */
    public record Difference(
            String eventId,
            double candidate,
            double baseline,
            @Nullable Boolean flipped) {}

    /**
     * A comparison that has seen nothing.
     *
     * @param truths labels by event id; may be empty
     * @param meaning what they say
     */
    public Backtest(Version candidate, Version baseline, Map<String, String> truths, LabelMeaning meaning) {
        this.candidate = new Side(candidate, meaning.answers());
        this.baseline = new Side(baseline, meaning.answers());
        this.truths = truths;
        flips = Flips.between(candidate, baseline, meaning.answers().threshold());
        comparison = new Comparison(this.candidate, this.baseline);
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
            if (line.kind() == OutputLine.Kind.DEAD_LETTER) {
                deadLetters++;
                refusals.add(line);
            }
        }
        comparison.take().forEach(this::count);
    }

    private void count(ScoredPair pair) {
        if (!pair.isWhole()) {
            return;
        }
        differences.add(pair.difference());
        signed += pair.signedDifference();
        Boolean flip = flips.of(pair);
        flipped += Boolean.TRUE.equals(flip) ? 1 : 0;
        keepIfWorst(pair);
        String truth = truths.get(pair.eventId());
        if (truth != null) {
            labelled++;
            candidate.truth(pair.candidate(), truth);
            baseline.truth(pair.baseline(), truth);
        }
        each.accept(new Difference(
                pair.eventId(), pair.candidate().score(), pair.baseline().score(), flip));
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
                                events,
                                differences.size(),
                                deadLetters - candidate.failed(),
                                labelled,
                                flips.told() ? flipped : null),
                        quantiles(),
                        sorted.stream()
                                .map(pair -> new BacktestResult.Worst(
                                        pair.eventId(),
                                        pair.candidate().score(),
                                        pair.baseline().score()))
                                .toList(),
                        List.of())
                .judged(thresholds, refusals.text());
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
