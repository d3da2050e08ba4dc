package io.riffle.app.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.riffle.app.explain.Explainer;
import io.riffle.app.explain.ExplanationText;
import io.riffle.app.explain.ScorerUse;
import io.riffle.app.process.ExitCode;
import io.riffle.app.process.UserProblem;
import io.riffle.config.Pipeline;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import org.apache.kafka.common.KafkaException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Tells why an event was answered as it was. */
@Command(
        description = {
            "Explain the answer to an event: event, validation, features, model, outputs, what contributed, alerts.",
            "Reads the pipeline's topics from their ends backwards; an event that retention has removed is not found."
        })
public final class ExplainCommand implements Callable<Integer> {
    @Mixin
    private PipelineContext context = new PipelineContext();

    @Mixin
    private OutputOptions output = new OutputOptions();

    @Parameters(paramLabel = "EVENT_ID", description = "The event's id.")
    private String id = "";

    @Option(
            names = "--seconds",
            paramLabel = "N",
            defaultValue = "60",
            description = "How long the topics may be searched (default: 60).")
    private int seconds = 60;

    @Override
    public Integer call() throws UserProblem {
        Pipeline pipeline = context.pipeline();
        ObjectNode explanation = find(pipeline)
                .orElseThrow(() -> new UserProblem("EVENT_ID must be that of an answered event: nothing about '" + id
                        + "' is in " + pipeline.topics().predictions() + " or "
                        + pipeline.topics().deadLetters()));
        PrintWriter out = context.out();
        if (output.json()) {
            output.printJson(explanation);
            return ExitCode.OK.value();
        }
        ExplanationText.lines(explanation).forEach(out::println);
        return ExitCode.OK.value();
    }

    private Optional<ObjectNode> find(Pipeline pipeline) throws UserProblem {
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        LongConsumer progress = progress();
        try {
            return new Explainer(pipeline, ScorerUse.loading(pipeline)).explain(id, until, progress);
        } catch (KafkaException unreadable) {
            throw new UserProblem(
                    "the topics must be readable at " + pipeline.kafka().bootstrapServers() + ": "
                            + unreadable.getMessage(),
                    unreadable);
        }
    }

    /** A word for every 100,000 records. */
    private LongConsumer progress() {
        PrintWriter error = context.err();
        long[] told = {0};
        return records -> {
            if (records - told[0] >= 100_000) {
                told[0] = records;
                error.println(records + " records read");
                error.flush();
            }
        };
    }
}
