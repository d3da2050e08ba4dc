package io.riffle.app.deploy;

import io.riffle.registry.GraphInspector;
import io.riffle.registry.GraphSummary;
import io.riffle.registry.ManifestDraft;
import io.riffle.registry.ModelRefusedException;
import io.riffle.registry.RefusalStage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** A bare model file that has passed inspection. */
public record NewModel(byte[] bytes, GraphSummary graph) {
    /** Reads at most {@code maxBytes} and inspects them. */
    public static NewModel read(Path file, long maxBytes) throws IOException, ModelRefusedException {
        try (InputStream input = Files.newInputStream(file)) {
            byte[] bytes = input.readNBytes((int) Math.min(maxBytes + 1, Integer.MAX_VALUE - 8));
            if (bytes.length > maxBytes) {
                throw new ModelRefusedException(
                        RefusalStage.FILE, file + " must have at most " + maxBytes + " bytes: has " + Files.size(file));
            }
            new GraphInspector(maxBytes).inspect(bytes);
            return new NewModel(bytes, GraphSummary.of(bytes));
        }
    }

    /** The manifest as far as the graph tells. */
    public ManifestDraft draft(String name, String version) {
        return ManifestDraft.of(name, version, sha256(), graph);
    }

    private String sha256() {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }
}
