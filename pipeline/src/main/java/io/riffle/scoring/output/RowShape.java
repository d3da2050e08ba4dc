package io.riffle.scoring.output;

import java.util.List;
import java.util.Optional;

/** The dimensions of one row of an input, found from what the model declares and how many values a row has. */
public final class RowShape {
    private RowShape() {}

    /**
     * The shape of a row. A model with more than one dimension per row must be told how the values fill them: to guess
     * would accept models that mean something else.
     *
     * @param model the model's dimensions behind the rows, not positive where free
     * @param declared what the manifest says; empty if it says nothing
     * @return empty if the values do not fit the dimensions
     */
    public static Optional<List<Long>> of(List<Long> model, List<Integer> declared, int width) {
        List<Long> wanted = declared.stream().map(Integer::longValue).toList();
        if (declared.isEmpty() && model.size() == 1) {
            wanted = List.of((long) width);
        }
        boolean fits = wanted.size() == model.size() && wanted.stream().reduce(1L, Math::multiplyExact) == width;
        for (int i = 0; fits && i < model.size(); i++) {
            fits = model.get(i) <= 0 || model.get(i).equals(wanted.get(i));
        }
        return fits ? Optional.of(wanted) : Optional.empty();
    }
}
