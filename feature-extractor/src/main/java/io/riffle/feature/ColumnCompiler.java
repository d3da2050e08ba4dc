package io.riffle.feature;

import io.riffle.feature.ColumnPlan.TextValue;
import io.riffle.feature.Transform.NumberToNumber;
import io.riffle.feature.Transform.NumberToValues;
import io.riffle.feature.Transform.RowToValues;
import io.riffle.feature.Transform.TextToNumber;
import io.riffle.feature.Transform.TextToText;
import io.riffle.feature.Transform.TextToValues;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Checks that the steps of one column fit each other: what a step reads (number or text) is what the one before it
 * gives, and only the last spreads its value. Then makes the plan.
 */
final class ColumnCompiler {
    private final String feature;
    private final int column;
    private final List<TextToText> textSteps = new ArrayList<>();
    private final List<NumberToNumber> numberSteps = new ArrayList<>();
    private boolean text;
    private @Nullable TextToNumber toNumber;
    private @Nullable NumberToValues spreadNumber;
    private @Nullable TextToValues spreadText;
    private List<String> names;
    private String lastStep = "";

    /** @throws IllegalArgumentException if the feature, a transform or a parameter is wrong */
    ColumnCompiler(ColumnSpec spec, FeatureSchema schema, Transforms transforms) {
        feature = spec.feature();
        column = schema.requireColumn(spec.feature());
        text = schema.feature(column).type().isText();
        names = List.of(spec.feature());
        for (StepSpec step : spec.steps()) {
            add(step.name(), transforms.create(step));
        }
    }

    /** Names of the column's values, after the last step. */
    List<String> names() {
        return names;
    }

    ColumnPlan plan(int offset) {
        TextValue value = new TextValue(column, List.copyOf(textSteps));
        if (spreadText != null) {
            return new ColumnPlan.OfText(value, spreadText, offset, names.size());
        }
        if (text) {
            throw new IllegalArgumentException(
                    "a tensor of numbers must get a number: the column is still text (one-hot, ordinal or hash help)");
        }
        NumberSteps steps = new NumberSteps(numberSteps, spreadNumber, offset, names.size());
        return toNumber == null
                ? new ColumnPlan.OfNumber(column, steps)
                : new ColumnPlan.OfTextAsNumber(value, toNumber, steps);
    }

    /** The column as a part of a joined one. */
    JoinedPart part() {
        if (spreadNumber != null || spreadText != null) {
            throw new IllegalArgumentException(
                    "a joined part must be one value: '" + lastStep + "' of '" + feature + "' gives several");
        }
        TextValue value = new TextValue(column, List.copyOf(textSteps));
        return new JoinedPart(names.get(0), value, text || toNumber != null, toNumber, numberSteps);
    }

    TextValue textValue() {
        if (!text || spreadText != null) {
            throw new IllegalArgumentException("a tensor of type string must get a text: the column is a number");
        }
        return new TextValue(column, List.copyOf(textSteps));
    }

    private void add(String name, Transform step) {
        if (spreadNumber != null || spreadText != null) {
            throw new IllegalArgumentException("a step that gives several values must be the last: '" + lastStep
                    + "' is followed by '" + name + "'");
        }
        if (!(text ? readText(step) : readNumber(step))) {
            if (step instanceof RowToValues) {
                throw new IllegalArgumentException("a step must read what it gets: '" + name
                        + "' joins several values, write {features: [" + feature + ", ...], steps: [" + name + "]}");
            }
            String kind = text ? "text" : "a number";
            throw new IllegalArgumentException("a step must read what it gets: '" + name + "' does not read " + kind);
        }
        names = names.stream().flatMap(each -> step.names(each).stream()).toList();
        lastStep = name;
    }

    private boolean readText(Transform step) {
        if (step instanceof TextToText toText) {
            return textSteps.add(toText);
        }
        if (step instanceof TextToNumber number) {
            toNumber = number;
            text = false;
            return true;
        }
        if (step instanceof TextToValues spread) {
            spreadText = spread;
            return true;
        }
        return false;
    }

    private boolean readNumber(Transform step) {
        if (step instanceof NumberToNumber number) {
            return numberSteps.add(number);
        }
        if (step instanceof NumberToValues spread) {
            spreadNumber = spread;
            return true;
        }
        return false;
    }
}
