package io.riffle.app.cli.models;

import io.riffle.app.cli.GroupCommand;
import picocli.CommandLine;

/** {@code riffle models} with its verbs. A new verb is one more line. */
public final class ModelsCommands {
    private ModelsCommands() {}

    public static CommandLine all() {
        return GroupCommand.of("Model versions: what there is and what scores.")
                .addSubcommand("list", new ModelsListCommand())
                .addSubcommand("show", new ModelsShowCommand())
                .addSubcommand("compare", new ModelsCompareCommand())
                .addSubcommand("register", new ModelsRegisterCommand())
                .addSubcommand("convert", new ModelsConvertCommand())
                .addSubcommand("alias", new ModelsAliasCommand())
                .addSubcommand("archive", new ModelsArchiveCommand())
                .addSubcommand("delete", new ModelsDeleteCommand())
                .addSubcommand("sign", new ModelsSignCommand())
                .addSubcommand("encrypt", new ModelsEncryptCommand())
                .addSubcommand("deploy", new ModelsDeployCommand())
                .addSubcommand("rollback", new ModelsRollbackCommand());
    }
}
