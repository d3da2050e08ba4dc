package io.riffle.app.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

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

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec = CommandSpec.create();

    public boolean json() {
        return format == Format.JSON;
    }

    /** Prints one or the other. */
    public void print(Object json, List<List<String>> table) {
        if (json()) {
            printJson(json);
        } else {
            printTable(table);
        }
    }

    public void printJson(Object value) {
        try {
            spec.commandLine()
                    .getOut()
                    .println(JSON.writerWithDefaultPrettyPrinter().writeValueAsString(value));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("output must be representable as JSON: " + value, impossible);
        }
    }

    /** Columns as wide as their widest cell; the first row is the heading. */
    public void printTable(List<List<String>> rows) {
        PrintWriter out = spec.commandLine().getOut();
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
