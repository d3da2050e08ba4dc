package io.riffle.feature.fit;

import io.riffle.feature.StepSpec;
import io.riffle.feature.Transform;
import io.riffle.feature.TransformFactory;
import io.riffle.feature.TransformParameters;
import io.riffle.feature.Transforms;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Learns the steps of one column in one pass. Values run through the steps up to the first that has yet to learn, and are
 * counted there. When all were seen, that step learns, the counts run through it as if they were the values, and the next
 * step learns from what comes out: exactly what fitting one step after the other in several passes gives.
 */
final class ColumnLearner {
    private final Transforms transforms;
    private final List<StepSpec> declared;
    private final List<Transform> before = new ArrayList<>();
    private final boolean number;
    private final NumberCounts numbers = new NumberCounts();
    private final TextCounts texts = new TextCounts();
    private final @Nullable TermCounts terms;
    private final int first;

    ColumnLearner(List<StepSpec> steps, boolean text, Transforms transforms) {
        this.transforms = transforms;
        declared = List.copyOf(steps);
        boolean isText = text;
        int at = 0;
        while (at < declared.size() && !lacks(declared.get(at))) {
            Transform step = transforms.create(declared.get(at));
            before.add(step);
            isText = isText && !(step instanceof Transform.TextToNumber);
            at++;
        }
        first = at;
        number = !isText;
        terms = analysed(at);
    }

    private @Nullable TermCounts analysed(int at) {
        if (at == declared.size() || !(transforms.factory(declared.get(at)) instanceof LearnsFromTerms learns)) {
            return null;
        }
        return new TermCounts(learns.analyzer(new TransformParameters(declared.get(at))));
    }

    boolean learns() {
        return first < declared.size();
    }

    void add(double value) {
        double at = value;
        for (Transform step : before) {
            at = ((Transform.NumberToNumber) step).apply(at);
        }
        numbers.add(at);
    }

    void add(@Nullable String value) {
        @Nullable String text = value;
        double at = Double.NaN;
        for (Transform step : before) {
            if (step instanceof Transform.TextToText toText) {
                text = toText.apply(text);
            } else if (step instanceof Transform.TextToNumber toNumber) {
                at = toNumber.apply(text);
            } else {
                at = ((Transform.NumberToNumber) step).apply(at);
            }
        }
        if (number) {
            numbers.add(at);
        } else if (terms != null) {
            terms.add(text);
        } else {
            texts.add(text);
        }
    }

    void merge(ColumnLearner other) {
        numbers.merge(other.numbers);
        texts.merge(other.texts);
        if (terms != null && other.terms != null) {
            terms.merge(other.terms);
        }
    }

    NumberCounts numbers() {
        return numbers;
    }

    /** The steps with everything they learned. */
    List<StepSpec> finish() {
        List<StepSpec> steps = new ArrayList<>(declared.subList(0, first));
        Counts counts = new Counts(number ? numbers : null, texts, terms);
        for (StepSpec step : declared.subList(first, declared.size())) {
            StepSpec learned = lacks(step) ? learned(step, counts) : step;
            steps.add(learned);
            counts = counts.through(transforms.create(learned));
        }
        return steps;
    }

    private StepSpec learned(StepSpec step, Counts counts) {
        TransformFactory factory = transforms.factory(step);
        TransformParameters parameters = new TransformParameters(step);
        Map<String, Object> all = new HashMap<>(step.parameters());
        all.putAll(counts.teach(factory, parameters));
        return new StepSpec(step.name(), all);
    }

    private boolean lacks(StepSpec step) {
        return transforms.factory(step) instanceof Learns learns
                && !step.parameters().containsKey(learns.learned());
    }
}
