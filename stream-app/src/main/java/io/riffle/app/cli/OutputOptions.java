package io.riffle.app.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine.Option;

/** How a command prints what it found: for people, or for programs. */
public final class OutputOptions {
    private static final ObjectMapper JSON = new ObjectMapper();

    enum Format {
        TABLE,
        JSON
    }

    @Option(
            names = {"-o", "--output"},
            paramLabel = "table|json",
            defaultValue = "table",
            description = "Output format (default: table).")
    private Format format = Format.TABLE;

    public boolean json() {
        return format == Format.JSON;
    }

    /** Prints one or the other. */
    public void print(PrintWriter out, Object json, List<List<String>> table) {
        if (json()) {
            printJson(out, json);
        } else {
            printTable(out, table);
        }
    }

    public void printJson(PrintWriter out, Object value) {
        try {
            out.println(JSON.writerWithDefaultPrettyPrinter().writeValueAsString(value));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("output must be representable as JSON: " + value, impossible);
        }
    }

    /** Columns as wide as their widest cell; the first row is the heading. */
    public void printTable(PrintWriter out, List<List<String>> rows) {
        int columns = rows.get(0).size();
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int column = 0; column < columns; column++) {
                int at = column;
                int width = rows.stream()
                        .mapToInt(cells -> cells.get(at).length())
                        .max()
                        .orElse(0);
                String cell = row.get(column);
                line.append(cell).append(" ".repeat(width - cell.length() + 2));
            }
            out.println(line.toString().stripTrailing());
        }
    }
}
