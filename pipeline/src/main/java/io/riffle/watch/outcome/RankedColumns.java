package io.riffle.watch.outcome;

import io.riffle.frame.OutputColumn;
import io.riffle.stats.MulticlassPerformance.Ranked;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The most likely classes of a scored frame, where the model publishes them ({@code output.top} of its manifest). */
public record RankedColumns(String[] classes, double[] scores, int width) {
    public static final RankedColumns NONE = new RankedColumns(new String[0], new double[0], 0);

    public static RankedColumns of(List<OutputColumn> outputs) {
        Optional<OutputColumn> classes = column(outputs, OutputColumn.TOP_CLASSES);
        Optional<OutputColumn> scores = column(outputs, OutputColumn.TOP_SCORES);
        if (classes.isPresent()
                && scores.isPresent()
                && classes.get().values() instanceof String[] names
                && scores.get().values() instanceof double[] numbers) {
            return new RankedColumns(names, numbers, classes.get().width());
        }
        return NONE;
    }

    private static Optional<OutputColumn> column(List<OutputColumn> outputs, String name) {
        return outputs.stream().filter(column -> column.name().equals(name)).findFirst();
    }

    public Ranked row(int row) {
        if (width == 0) {
            return Ranked.NONE;
        }
        int from = row * width;
        return new Ranked(
                List.of(Arrays.copyOfRange(classes, from, from + width)),
                Arrays.stream(scores, from, from + width).boxed().toList());
    }
}
