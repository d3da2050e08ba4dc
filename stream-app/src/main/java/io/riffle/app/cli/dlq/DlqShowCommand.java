package io.riffle.app.cli.dlq;

import io.riffle.app.cli.OutputOptions;
import io.riffle.app.cli.PipelineContext;
import io.riffle.app.dlq.DeadLetter;
import io.riffle.app.process.ExitCode;
import io.riffle.app.process.UserProblem;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Shows one dead letter with its original value. */
@Command(description = "Show one dead letter with the event it was.")
final class DlqShowCommand implements Callable<Integer> {
    @Mixin
    private PipelineContext context = new PipelineContext();

    @Mixin
    private OutputOptions output = new OutputOptions();

    @Parameters(paramLabel = "LETTER", description = "Its name in `dlq list`: partition:offset.")
    private String letter = "";

    @Override
    public Integer call() throws UserProblem {
        List<DeadLetter> found = new LetterOptions().find(context.pipeline(), Set.of(letter));
        if (found.isEmpty()) {
            throw new UserProblem("LETTER must be the name of a dead letter, partition:offset: there is no " + letter);
        }
        Map<String, Object> fields = DlqListCommand.fields(found.get(0));
        fields.put("value", found.get(0).value());
        if (output.json()) {
            output.printJson(fields);
            return ExitCode.OK.value();
        }
        fields.forEach((name, value) -> context.out().println(name + ": " + value));
        return ExitCode.OK.value();
    }
}
