package io.riffle.format.csv;

import com.fasterxml.jackson.core.JsonGenerator;
import io.riffle.config.event.EventConfig;
import io.riffle.config.event.EventPath;
import io.riffle.config.event.EventPlace;
import io.riffle.config.event.EventTimeConfig.TimeUnit;
import io.riffle.config.event.FieldConfig;
import io.riffle.format.UnreadableValueException;
import io.riffle.format.ValueFormat;
import io.riffle.frame.FrameRow;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A record value that is one row, its columns declared. */
public final class CsvValues implements ValueFormat {
    private final CsvRows rows;

    /** @throws IllegalArgumentException if no columns are declared */
    public CsvValues(EventConfig event) {
        if (event.format().csv().columns().isEmpty()) {
            throw new IllegalArgumentException(
                    "event.csv.columns must name the cells of a record, for only files have a header: is absent");
        }
        rows = rows(event, event.format().csv().columns());
    }

    /** Rows of these columns, typed as the fields of the event are. */
    public static CsvRows rows(EventConfig event, List<String> columns) {
        Set<String> typed = new HashSet<>();
        for (FieldConfig field : event.fields()) {
            if (field.type().isNumber()) {
                event.path(field).flatMap(CsvValues::column).ifPresent(typed::add);
            }
        }
        if (event.time().unit() != TimeUnit.ISO) {
            event.time()
                    .place()
                    .flatMap(EventPlace::valuePath)
                    .flatMap(CsvValues::column)
                    .ifPresent(typed::add);
        }
        return new CsvRows(event.format().csv(), columns, typed);
    }

    /** Empty if a path leads deeper than columns are. */
    private static Optional<String> column(EventPath path) {
        return path.steps().size() == 1 && path.steps().get(0) instanceof EventPath.Member column
                ? Optional.of(column.name())
                : Optional.empty();
    }

    @Override
    public void write(FrameRow row, byte[] value, JsonGenerator tokens) throws IOException, UnreadableValueException {
        rows.write(value, tokens);
    }
}
