package io.riffle.benchmark;

import picocli.CommandLine;

/** How all benchmark commands are read and how they fail: with a message, exit code 2. */
final class BenchmarkCommand {
    private BenchmarkCommand() {}

    static CommandLine of(Object command) {
        return new CommandLine(command)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler((failure, commandLine, parsed) -> {
                    commandLine.getErr().println(failure.getMessage() == null ? failure : failure.getMessage());
                    return CommandLine.ExitCode.USAGE;
                });
    }
}
