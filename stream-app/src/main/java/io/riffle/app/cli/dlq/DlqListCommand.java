package io.riffle.app.cli.dlq;

import io.riffle.app.cli.OutputOptions;
import io.riffle.app.cli.PipelineContext;
import io.riffle.app.dlq.DeadLetter;
import io.riffle.app.process.ExitCode;
import io.riffle.app.process.UserProblem;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Lists dead letters. */
@Command(description = "List dead letters: where each is, why, and how often it was sent again.")
final class DlqListCommand implements Callable<Integer> {
    private static final int LONGEST_MESSAGE = 80;

    @Mixin
    private PipelineContext context = new PipelineContext();

    @Mixin
    private LetterOptions letters = new LetterOptions();

    @Mixin
    private OutputOptions output = new OutputOptions();

    @Override
    public Integer call() throws UserProblem {
        List<DeadLetter> found = letters.find(context.pipeline(), Set.of());
        if (output.json()) {
            output.printJson(found.stream().map(DlqListCommand::fields).toList());
            return ExitCode.OK.value();
        }
        List<List<String>> rows =
                new ArrayList<>(List.of(List.of("LETTER", "AT", "STAGE", "REASON", "ATTEMPTS", "KEY", "MESSAGE")));
        found.forEach(letter -> rows.add(List.of(
                letter.name(),
                Instant.ofEpochMilli(letter.record().timestamp()).toString(),
                letter.stage(),
                letter.reason(),
                Integer.toString(letter.attempts()),
                letter.key(),
                cut(letter.message()))));
        output.printTable(rows);
        return ExitCode.OK.value();
    }

    /** Everything but the value, which {@code dlq show} prints. */
    static Map<String, Object> fields(DeadLetter letter) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("letter", letter.name());
        fields.put("timestamp", letter.record().timestamp());
        fields.put("stage", letter.stage());
        fields.put("reason", letter.reason());
        fields.put("message", letter.message());
        fields.put("source", letter.source());
        fields.put("attempts", letter.attempts());
        fields.put("cut", letter.isCut());
        fields.put("key", letter.key());
        return fields;
    }

    private static String cut(String message) {
        return message.length() <= LONGEST_MESSAGE ? message : message.substring(0, LONGEST_MESSAGE) + "...";
    }
}
