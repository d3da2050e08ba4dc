package io.riffle.config.event;

import io.riffle.settings.Violations;
import java.util.HashSet;
import java.util.List;

/**
 * How rows of comma-separated values are cut.
 *
 * @param columns the names of a record's cells in order; a file has a first line with them, which wins
 * @param delimiter one character; {@code \t} is a tab
 * @param header whether files begin with a line of names
 */
public record CsvConfig(List<String> columns, String delimiter, boolean header) {
    public static final CsvConfig DEFAULT = new CsvConfig(List.of(), ",", true);

    public CsvConfig {
        columns = List.copyOf(columns);
        Violations.in("event.csv")
                .check(
                        new HashSet<>(columns).size() == columns.size(),
                        "columns",
                        "must differ from each other",
                        columns)
                .check(columns.stream().noneMatch(String::isBlank), "columns", "must not be blank", columns)
                .check(
                        delimiter.equals("\\t")
                                || (delimiter.length() == 1 && "\"\r\n".indexOf(delimiter.charAt(0)) < 0),
                        "delimiter",
                        "must be one character, or \\t for a tab",
                        "'" + delimiter + "'")
                .check(header || !columns.isEmpty(), "columns", "must be given where files have no header", "absent")
                .throwIfAny();
    }

    /** The character between two cells. */
    public char separator() {
        return delimiter.equals("\\t") ? '\t' : delimiter.charAt(0);
    }
}
