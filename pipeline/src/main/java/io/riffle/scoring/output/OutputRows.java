package io.riffle.scoring.output;

import io.riffle.frame.OutputColumn;
import io.riffle.schema.DeadLetterReason;
import io.riffle.settings.ShownText;

/** What a model answered as one of its outputs, for all rows of a frame. */
public final class OutputRows {
    private final OutputBinding binding;
    private final OutputValues<?> values;
    private final int fixedRows;
    private int capacity;
    private int width;

    /** @param fixedRows how many rows each run answers; 0 if it answers as many as there are */
    public OutputRows(OutputBinding binding, int fixedRows) {
        this.binding = binding;
        this.fixedRows = fixedRows;
        values = OutputValues.of(binding.type());
        width = binding.width();
    }

    public OutputBinding binding() {
        return binding;
    }

    public String name() {
        return binding.name();
    }

    public OutputValues<?> values() {
        return values;
    }

    /** Values per row; if the model does not declare it, what the first run of this frame gave. */
    public int width() {
        return width;
    }

    OutputColumn column() {
        return new OutputColumn(binding.name(), binding.type(), Math.max(0, width), values.array());
    }

    /** Makes room for the rows of a frame. */
    public void reserve(int rows) {
        capacity = rows;
        width = binding.width();
        if (width > 0) {
            values.reserve(rows * width);
        }
    }

    /** A model with a fixed batch answers rows that nobody asked for, behind those that somebody did. */
    public int answered(int rows) {
        return fixedRows == 0 ? rows : fixedRows;
    }

    /** Refuses an answer with another number of rows than a run of {@code rows} has. */
    public void checkRows(long found, int rows) throws RunFailure {
        if (found != answered(rows)) {
            throw failure("must have a row for each of " + answered(rows) + " events: has " + found);
        }
    }

    /** Takes the width of an answer, which must be that of the answers before it. */
    public void widen(int found) throws RunFailure {
        if (width == OutputBinding.UNKNOWN) {
            width = found;
            values.reserve(capacity * found);
        }
        if (width != found) {
            throw failure("must have " + width + " values per row: has " + found);
        }
    }

    public RunFailure failure(String text) {
        return new RunFailure(DeadLetterReason.MODEL_ERROR, "output '" + ShownText.cut(name()) + "' " + text);
    }
}
