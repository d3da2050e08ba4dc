package io.riffle.app.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** How a command whose {@code --output} is a file prints its figures. */
public final class OutputFormatOption {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Option(names = "--json", description = "Print the figures as JSON.")
    private boolean json;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec = CommandSpec.create();

    public void print(Map<String, Object> figures) {
        PrintWriter out = spec.commandLine().getOut();
        if (!json) {
            figures.forEach((name, value) -> out.println(name.replace('_', ' ') + ": " + value));
            return;
        }
        try {
            out.println(JSON.writeValueAsString(figures));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("figures must be representable as JSON: " + figures, impossible);
        }
    }
}
