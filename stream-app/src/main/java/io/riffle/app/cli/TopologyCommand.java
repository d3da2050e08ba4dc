package io.riffle.app.cli;

import io.riffle.app.process.ExitCode;
import io.riffle.config.Pipeline;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows what a pipeline is made of. */
@Command(description = "Print the topology of a pipeline; nothing is connected.")
public final class TopologyCommand implements Callable<Integer> {
    enum Format {
        TEXT,
        MERMAID
    }

    @Mixin
    private PipelineContext context = new PipelineContext();

    @Option(
            names = "--format",
            paramLabel = "text|mermaid",
            defaultValue = "text",
            description = "text as Kafka Streams describes it, or mermaid (default: text).")
    private Format format = Format.TEXT;

    @Override
    public Integer call() {
        Pipeline pipeline = context.pipeline();
        TopologyView view = TopologyView.of(pipeline);
        context.out().print(format == Format.MERMAID ? view.mermaid() : view.text());
        context.out().flush();
        return ExitCode.OK.value();
    }
}
