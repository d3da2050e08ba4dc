package io.riffle.app.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** A noun whose verbs are its subcommands. */
@Command(synopsisSubcommandLabel = "COMMAND")
public final class GroupCommand implements Runnable {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    private GroupCommand() {}

    /** The noun without verbs yet, with the description its help shows. */
    public static CommandLine of(String description) {
        CommandLine group = new CommandLine(new GroupCommand());
        group.getCommandSpec().usageMessage().description(description);
        return group;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command is missing");
    }
}
