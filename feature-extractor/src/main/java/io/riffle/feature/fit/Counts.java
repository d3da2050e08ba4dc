package io.riffle.feature.fit;

import io.riffle.feature.Transform;
import io.riffle.feature.TransformFactory;
import io.riffle.feature.TransformParameters;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What was counted in front of a step: numbers, or texts as a whole, or the terms of texts.
 *
 * @param numbers null if the column is text
 * @param terms null unless the step that was counted for learns from terms
 */
record Counts(
        @Nullable NumberCounts numbers,
        TextCounts texts,
        @Nullable TermCounts terms) {
    Map<String, Object> teach(TransformFactory factory, TransformParameters parameters) {
        if (numbers != null && factory instanceof LearnsFromNumbers learns) {
            return learns.learn(parameters, numbers);
        }
        if (terms != null && factory instanceof LearnsFromTerms learns) {
            return learns.learn(parameters, terms);
        }
        if (numbers == null && factory instanceof LearnsFromTexts learns) {
            return learns.learn(parameters, texts);
        }
        throw new IllegalArgumentException(
                factory instanceof LearnsFromTerms && numbers == null
                        ? "'" + factory.name() + "' must be the only step of its column that learns"
                        : "a step must read what it gets: '" + factory.name() + "' does not learn from "
                                + (numbers == null ? "text" : "numbers"));
    }

    /** What the next step would have counted; a spreading step is the last, so nothing counts behind it. */
    Counts through(Transform step) {
        if (numbers != null) {
            return step instanceof Transform.NumberToNumber number
                    ? new Counts(mapped(numbers, number), texts, null)
                    : this;
        }
        if (step instanceof Transform.TextToNumber toNumber) {
            NumberCounts mapped = new NumberCounts();
            texts.sorted().forEach((text, times) -> mapped.add(toNumber.apply(text), times));
            mapped.add(toNumber.apply(null), texts.missing());
            return new Counts(mapped, texts, null);
        }
        if (step instanceof Transform.TextToText toText) {
            TextCounts mapped = new TextCounts();
            texts.sorted().forEach((text, times) -> mapped.add(toText.apply(text), times));
            mapped.add(toText.apply(null), texts.missing());
            return new Counts(null, mapped, null);
        }
        return this;
    }

    private static NumberCounts mapped(NumberCounts numbers, Transform.NumberToNumber step) {
        NumberCounts mapped = new NumberCounts();
        numbers.forEach((number, times) -> mapped.add(step.apply(number), times));
        return mapped;
    }
}
