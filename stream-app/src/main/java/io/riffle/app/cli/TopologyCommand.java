package io.riffle.app.cli;

import io.riffle.app.process.ExitCode;
import io.riffle.config.Pipeline;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Shows what a pipeline is made of. */
@Command(description = "Print the topology of a pipeline; nothing is connected.")
public final class TopologyCommand implements Callable<Integer> {
    private final Map<String, String> environment;

    enum Format {
        TEXT,
        MERMAID
    }

    @Mixin
    private PipelineOptions options = new PipelineOptions();

    @Option(
            names = "--format",
            paramLabel = "text|mermaid",
            defaultValue = "text",
            description = "text as Kafka Streams describes it, or mermaid (default: text).")
    private Format format = Format.TEXT;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    public TopologyCommand(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() {
        Pipeline pipeline = options.load(environment).value();
        TopologyView view = TopologyView.of(pipeline);
        spec.commandLine().getOut().print(format == Format.MERMAID ? view.mermaid() : view.text());
        spec.commandLine().getOut().flush();
        return ExitCode.OK.value();
    }
}
