package io.riffle.app.cli.config;

import io.riffle.app.cli.CommandContext;
import io.riffle.app.process.ExitCode;
import io.riffle.config.ConfigLoader;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Prints what editors complete and check pipeline files by. */
@Command(
        description = {
            "Print the JSON Schema of pipeline files, by which editors complete and check them:",
            "# yaml-language-server: $schema=pipeline.schema.json"
        })
final class ConfigSchemaCommand implements Callable<Integer> {
    @Mixin
    private CommandContext context = new CommandContext();

    @Override
    public Integer call() {
        context.out().println(ConfigSchema.of(ConfigLoader.reference()).toPrettyString());
        return ExitCode.OK.value();
    }
}
