package io.riffle.app.cli.models;

import io.riffle.app.cli.GroupCommand;
import java.util.Map;
import picocli.CommandLine;

/** {@code riffle models} with its verbs. A new verb is one more line. */
public final class ModelsCommands {
    private ModelsCommands() {}

    public static CommandLine all(Map<String, String> environment) {
        return GroupCommand.of("Model versions: what there is and what scores.")
                .addSubcommand("list", new ModelsListCommand(environment))
                .addSubcommand("show", new ModelsShowCommand(environment))
                .addSubcommand("compare", new ModelsCompareCommand(environment))
                .addSubcommand("register", new ModelsRegisterCommand(environment))
                .addSubcommand("alias", new ModelsAliasCommand(environment))
                .addSubcommand("archive", new ModelsArchiveCommand(environment))
                .addSubcommand("delete", new ModelsDeleteCommand(environment))
                .addSubcommand("sign", new ModelsSignCommand(environment))
                .addSubcommand("encrypt", new ModelsEncryptCommand(environment))
                .addSubcommand("deploy", new ModelsDeployCommand(environment))
                .addSubcommand("rollback", new ModelsRollbackCommand(environment));
    }
}
