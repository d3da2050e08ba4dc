package io.riffle.app.cli.models;

import io.riffle.app.deploy.ModelVersions;
import io.riffle.app.process.ExitCode;
import io.riffle.app.process.UserProblem;
import io.riffle.config.Pipeline;
import java.util.concurrent.Callable;
import javax.crypto.SecretKey;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Encrypts the model file of a version. */
@Command(description = {"Encrypt the model file of a version with models.encryption-key (AES-GCM)."})
final class ModelsEncryptCommand implements Callable<Integer> {
    @Mixin
    private VersionOptions options = new VersionOptions();

    @Override
    public Integer call() throws UserProblem {
        Pipeline pipeline = options.pipeline();
        SecretKey key = ModelVersions.keys(pipeline)
                .encryption()
                .orElseThrow(() -> new UserProblem("models.encryption-key must be set: is not"));
        options.change(pipeline, "encrypted", (store, each) -> "encrypted " + store.encrypt(each, key));
        return ExitCode.OK.value();
    }
}
