package io.riffle.app;

import io.riffle.app.deploy.ModelVersions;
import io.riffle.config.Pipeline;
import java.util.Map;
import java.util.concurrent.Callable;
import javax.crypto.SecretKey;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Encrypts the model file of a version. */
@Command(description = {"Encrypt the model file of a version with models.encryption-key (AES-GCM)."})
final class ModelsEncryptCommand implements Callable<Integer> {
    private final Map<String, String> environment;

    @Mixin
    private PipelineOptions options = new PipelineOptions();

    @Mixin
    private ModelsOptions models = new ModelsOptions();

    @Parameters(paramLabel = "VERSION", description = "A version, or an alias after '@'.")
    private String version = "";

    @Option(names = "--dry-run", description = "Only say what would be done.")
    private boolean dryRun;

    ModelsEncryptCommand(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() throws StartException {
        Pipeline pipeline = options.load(environment).value();
        SecretKey key = ModelVersions.keys(pipeline)
                .encryption()
                .orElseThrow(() -> new StartException("models.encryption-key must be set: is not"));
        models.change(
                pipeline,
                version,
                dryRun,
                "would be encrypted: " + version,
                (store, each) -> "encrypted " + store.encrypt(each, key));
        return ExitCode.OK.value();
    }
}
