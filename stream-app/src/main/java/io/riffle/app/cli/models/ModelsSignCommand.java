package io.riffle.app.cli.models;

import io.riffle.app.process.ExitCode;
import io.riffle.app.process.UserProblem;
import io.riffle.model.folder.KeyText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Signs a version. */
@Command(
        description = {
            "Sign the manifest of a model version, and with it the checksum of its model, with an Ed25519 key."
        })
final class ModelsSignCommand implements Callable<Integer> {
    @Mixin
    private VersionOptions options = new VersionOptions();

    @Option(
            names = "--key",
            required = true,
            paramLabel = "FILE",
            description = "Private key in PEM, from 'openssl genpkey -algorithm ed25519'.")
    private Path key = Path.of("private.pem");

    @Override
    public Integer call() throws UserProblem {
        PrivateKey signer = signer();
        options.change(options.pipeline(), "signed", (store, each) -> "signed " + store.sign(each, signer));
        return ExitCode.OK.value();
    }

    private PrivateKey signer() throws UserProblem {
        try {
            return KeyText.privateKey(Files.readString(key));
        } catch (IOException | IllegalArgumentException unusable) {
            throw new UserProblem("--key " + key + " " + unusable.getMessage(), unusable);
        }
    }
}
