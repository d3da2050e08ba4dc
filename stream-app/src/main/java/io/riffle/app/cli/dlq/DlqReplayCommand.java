package io.riffle.app.cli.dlq;

import io.riffle.app.cli.PipelineContext;
import io.riffle.app.dlq.DeadLetter;
import io.riffle.app.dlq.DeadLetterTopic;
import io.riffle.app.dlq.EventEdit;
import io.riffle.app.process.ExitCode;
import io.riffle.app.process.UserProblem;
import io.riffle.config.Pipeline;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.ProducerRecord;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Sends dead letters to the events topic again. */
@Command(
        description = {
            "Send dead letters to the events topic again, with their original key, timestamp and headers.",
            "Without --yes it only says what would be sent. Letters stay in their topic: name or filter those that you mean."
        })
final class DlqReplayCommand implements Callable<Integer> {
    @Mixin
    private PipelineContext context = new PipelineContext();

    @Mixin
    private LetterOptions letters = new LetterOptions();

    @Parameters(paramLabel = "LETTER", arity = "0..*", description = "Names of `dlq list`; else all that are filtered.")
    private List<String> names = new ArrayList<>();

    @Option(
            names = "--edit",
            paramLabel = "FIELD=VALUE",
            description = "Gives a field another value first; dots separate levels; may be repeated.")
    private Map<String, String> edits = new LinkedHashMap<>();

    @Option(names = "--max-attempts", paramLabel = "N", description = "Leave out what was sent so often (default: 3).")
    private int maxAttempts = 3;

    @Option(names = "--dry-run", description = "Only say what would be sent, also with --yes.")
    private boolean dryRun;

    @Option(names = "--yes", description = "Send.")
    private boolean yes;

    @Override
    public Integer call() throws UserProblem, InterruptedException {
        Pipeline pipeline = context.pipeline();
        Set<String> meant = new LinkedHashSet<>(names);
        List<ProducerRecord<byte[], byte[]>> events = new ArrayList<>();
        int left = 0;
        for (DeadLetter letter : letters.find(pipeline, meant)) {
            left += add(letter, pipeline.topics().events(), events) ? 0 : 1;
        }
        boolean really = yes && !dryRun;
        if (really) {
            send(pipeline, events);
        }
        PrintWriter out = context.out();
        out.println((really ? "sent: " : "would send: ") + events.size() + ", left out: " + left
                + (really || events.isEmpty() ? "" : " (--yes sends them)"));
        return (left == 0 ? ExitCode.OK : ExitCode.FAILED).value();
    }

    /** False, with the reason, where a letter is left out. */
    private boolean add(DeadLetter letter, String topic, List<ProducerRecord<byte[], byte[]>> events) {
        if (letter.attempts() >= maxAttempts) {
            return leftOut(
                    letter, "must have been sent fewer than " + maxAttempts + " times: was " + letter.attempts());
        }
        byte[] value = letter.record().value();
        if (letter.isCut() || value == null) {
            return leftOut(letter, "must hold the whole event: it is only at " + letter.source());
        }
        try {
            events.add(letter.again(topic, new EventEdit(edits).apply(value)));
            return true;
        } catch (IllegalArgumentException unusable) {
            return leftOut(letter, String.valueOf(unusable.getMessage()));
        }
    }

    private boolean leftOut(DeadLetter letter, String reason) {
        context.err().println(letter.name() + " " + reason);
        return false;
    }

    private static void send(Pipeline pipeline, List<ProducerRecord<byte[], byte[]>> events)
            throws UserProblem, InterruptedException {
        try {
            new DeadLetterTopic(pipeline).send(events);
        } catch (ExecutionException refused) {
            throw new UserProblem(
                    "topic " + pipeline.topics().events() + " must take the events: " + refused.getCause(), refused);
        }
    }
}
