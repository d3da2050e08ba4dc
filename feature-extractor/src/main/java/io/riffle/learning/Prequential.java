package io.riffle.learning;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;

/**
 * Asks about each event before its truth is known, and lets the learner have the truth when it is due (Dawid, JRSS A 147,
 * 1984; with delay: Grzenda, Gomes and Bifet, Data Mining and Knowledge Discovery 34, 2020). Every answer counts, from the
 * first on. Beside the learner stand its champion and what can be said without looking.
 */
public final class Prequential {
    private final OnlineLearner learner;
    private final Delay delay;
    private final Target target;
    private final Baselines baselines;
    private final Map<String, AnswerMeasures> sides = new LinkedHashMap<>();
    private final PriorityQueue<Due> open =
            new PriorityQueue<>(Comparator.comparingLong(Due::due).thenComparingLong(Due::place));
    private long place;
    private long folded;

    private record Due(long due, long place, Example example) {}

    public Prequential(OnlineLearner learner, Delay delay) {
        this.learner = learner;
        this.delay = delay;
        target = learner.settings().target();
        baselines = new Baselines(target);
        for (String side : new String[] {"learner", "champion", "no_change", "majority"}) {
            sides.put(side, new AnswerMeasures(target));
        }
    }

    /**
     * Asks about an event, which follows those before it.
     *
     * @param example not answered yet
     * @param eventTime milliseconds
     * @param labelTime when the label file says that the truth was known
     */
    public Answer ask(Example example, long eventTime, long labelTime) {
        learn(delay.now(place, eventTime));
        Answer answer = learner.ask(example.inputs(), example.champion());
        side("learner").add(answer.scores(), example.truth());
        if (example.champion().length > 0) {
            side("champion").add(example.champion(), example.truth());
        }
        side("no_change").add(certain(baselines.noChange()), example.truth());
        side("majority").add(certain(baselines.majority()), example.truth());
        open.add(new Due(delay.due(place, eventTime, labelTime), place, example.answered(answer)));
        place++;
        return answer;
    }

    private AnswerMeasures side(String name) {
        return sides.getOrDefault(name, new AnswerMeasures(target));
    }

    private double[] certain(double truth) {
        double[] answer = new double[target.size()];
        if (target instanceof Target.Classes) {
            answer[(int) truth] = 1;
        } else {
            answer[0] = truth;
        }
        return answer;
    }

    private void learn(long now) {
        for (Due next = open.peek(); next != null && next.due() <= now; next = open.peek()) {
            open.remove();
            learner.fold(folded++, next.example());
            baselines.learn(next.example().truth());
        }
    }

    /** Lets the learner have the truths that are still due. */
    public void finish() {
        learn(Long.MAX_VALUE);
    }

    public OnlineLearner learner() {
        return learner;
    }

    /** The measures of each side, by its name; of the champion only if there was one. */
    public Map<String, Map<String, Double>> measures() {
        Map<String, Map<String, Double>> all = new LinkedHashMap<>();
        Optional<AnswerMeasures> noChange = Optional.of(side("no_change"));
        sides.forEach((name, measures) -> {
            boolean certain = name.equals("no_change") || name.equals("majority");
            Map<String, Double> found = certain ? measures.withoutProbabilities() : measures.measures(noChange);
            if (!found.isEmpty()) {
                all.put(name, found);
            }
        });
        return all;
    }
}
