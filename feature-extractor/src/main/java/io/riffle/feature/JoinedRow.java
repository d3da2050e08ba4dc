package io.riffle.feature;

import io.riffle.feature.Transform.RowValues;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The parts of a joined column while its rows are written: numbers are computed column by column, texts when asked. */
final class JoinedRow implements RowValues {
    private final List<JoinedPart> parts;
    private @Nullable FeatureTable table;
    private int from;
    private int row;

    JoinedRow(List<JoinedPart> parts) {
        this.parts = List.copyOf(parts);
    }

    void open(FeatureTable opened, int first, int to) {
        table = opened;
        from = first;
        parts.forEach(part -> part.open(opened, first, to));
    }

    /** Goes to a row, counted from the first of those opened. */
    void moveTo(int to) {
        row = to;
    }

    @Override
    public int size() {
        return parts.size();
    }

    @Override
    public String name(int part) {
        return parts.get(part).name();
    }

    @Override
    public boolean isText(int part) {
        return parts.get(part).isText();
    }

    @Override
    public double number(int part) {
        return parts.get(part).number(row);
    }

    @Override
    public @Nullable String text(int part) {
        return table == null ? null : parts.get(part).text(table, from + row);
    }
}
