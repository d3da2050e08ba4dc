package io.riffle.app.features;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Cells between commas under the columns of a header, quoted as in RFC 4180 except that a row is one line: so a quote
 * that is left open spoils one row and not the rest of the file. An empty cell is no value.
 */
public final class CsvLine implements LineFormat {
    private final List<String> columns;

    /** With the file's first line. */
    public CsvLine(String header) throws BadRowException {
        columns = split(header).stream().map(String::strip).toList();
    }

    List<String> columns() {
        return columns;
    }

    @Override
    public Map<String, String> cells(String line) throws BadRowException {
        List<String> values = split(line);
        if (values.size() != columns.size()) {
            throw new BadRowException("must have " + columns.size() + " cells as the header has: had " + values.size());
        }
        Map<String, String> cells = new LinkedHashMap<>();
        for (int i = 0; i < values.size(); i++) {
            if (!values.get(i).isEmpty()) {
                cells.put(columns.get(i), values.get(i));
            }
        }
        return cells;
    }

    private static List<String> split(String line) throws BadRowException {
        List<String> cells = new ArrayList<>();
        StringBuilder cell = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < line.length(); i++) {
            char letter = line.charAt(i);
            if (letter == '"' && quoted && i + 1 < line.length() && line.charAt(i + 1) == '"') {
                cell.append(line.charAt(++i));
            } else if (letter == '"') {
                quoted = !quoted;
            } else if (letter == ',' && !quoted) {
                cells.add(cell.toString());
                cell.setLength(0);
            } else {
                cell.append(letter);
            }
        }
        if (quoted) {
            throw new BadRowException("must close the quotes that it opens: did not");
        }
        cells.add(cell.toString());
        return cells;
    }
}
