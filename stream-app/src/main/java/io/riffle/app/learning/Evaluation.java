package io.riffle.app.learning;

import io.riffle.app.process.UserProblem;
import io.riffle.learning.Delay;
import io.riffle.learning.Example;
import io.riffle.learning.Fate;
import io.riffle.learning.LearningSettings;
import io.riffle.learning.OnlineLearner;
import io.riffle.learning.Prequential;
import io.riffle.watch.outcome.Label;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Asks a learner about recorded events in their order, and tells it each truth when it would have been known. */
public final class Evaluation {
    private final TruthMeaning meaning;
    private final Labels labels;
    private final Prequential run;
    private long events;
    private long unlabelled;

    public Evaluation(LearningSettings settings, TruthMeaning meaning, Labels labels, Delay delay) {
        this.meaning = meaning;
        this.labels = labels;
        run = new Prequential(new OnlineLearner(settings), delay);
    }

    /** Reads all events; to learn also what becomes known after the last of them, finish. */
    public void read(EventSource source) throws IOException, UserProblem, InterruptedException {
        source.read(this::ask);
    }

    private void ask(AskedEvent event) throws UserProblem {
        events++;
        Optional<Label> label = labels.of(event.id());
        if (label.isEmpty()) {
            unlabelled++;
            return;
        }
        Example example = Example.of(event.inputs(), meaning.number(label.get().truth()))
                .over(event.champion())
                .from(event.entity().hashCode());
        run.ask(example, event.time(), label.get().time());
    }

    public void finish() {
        run.finish();
    }

    public OnlineLearner learner() {
        return run.learner();
    }

    public Map<String, Map<String, Double>> measures() {
        return run.measures();
    }

    public long labelled() {
        return events - unlabelled;
    }

    /** As JSON shows it. */
    public Map<String, Object> fields() {
        OnlineLearner learner = run.learner();
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("events", events);
        fields.put("labelled", labelled());
        fields.put("learned", learner.count(Fate.LEARNED));
        fields.put("held", learner.count(Fate.HELD));
        fields.put("rejected", learner.count(Fate.REJECTED));
        fields.put("state", learner.state().name().toLowerCase(Locale.ROOT));
        fields.put("expert_shares", learner.shares());
        fields.put("measures", measures());
        return fields;
    }
}
