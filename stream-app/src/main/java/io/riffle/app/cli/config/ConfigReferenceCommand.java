package io.riffle.app.cli.config;

import io.riffle.app.cli.CommandContext;
import io.riffle.app.process.ExitCode;
import io.riffle.config.ConfigLoader;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Prints the table of all keys that {@code docs/CONFIGURATION.md} contains. */
@Command(description = "Print a Markdown table of all keys: type, default, meaning.")
final class ConfigReferenceCommand implements Callable<Integer> {
    @Mixin
    private CommandContext context = new CommandContext();

    @Override
    public Integer call() {
        context.out().print(markdown());
        return ExitCode.OK.value();
    }

    static String markdown() {
        StringBuilder table = new StringBuilder("| key | type | default | meaning |\n|---|---|---|---|\n");
        ConfigLoader.reference()
                .forEach(key -> table.append("| `%s` | %s | %s | %s |\n"
                        .formatted(key.key(), key.type(), code(key.defaultValue()), key.meaning())));
        return table.toString();
    }

    private static String code(String value) {
        return value.equals("required") || value.equals("-") ? value : "`" + value + "`";
    }
}
